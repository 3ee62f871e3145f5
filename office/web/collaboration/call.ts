import { openPersonal } from "@veche/collab-domain/conversations";
import type { PersonId } from "@veche/office-domain/directory";
import { useState } from "react";
import { tellError } from "../parts/index.ts";
import { useCollab } from "./collab.tsx";

/** Calls a person. `call` is null while there are no discussions. */
export function useCallTo(): { readonly call: ((personId: PersonId) => Promise<void>) | null; readonly isCalling: boolean } {
  const collab = useCollab();
  const [isCalling, setCalling] = useState(false);
  if (collab === null) return { call: null, isCalling };
  const call = async (personId: PersonId): Promise<void> => {
    setCalling(true);
    try {
      const [{ deskOf }, { id }] = await Promise.all([
        import("@veche/collab-ui/calls"),
        collab.call(openPersonal, { externalId: personId }),
      ]);
      await deskOf(collab).start(id, false);
    } catch (error) {
      tellError(error);
    } finally {
      setCalling(false);
    }
  };
  return { call, isCalling };
}
