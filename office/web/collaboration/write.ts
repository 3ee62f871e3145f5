import { openPersonal } from "@veche/collab-domain/conversations";
import { useNavigate } from "@tanstack/react-router";
import type { PersonId } from "@veche/office-domain/directory";
import { useState } from "react";
import { tellError } from "../parts/index.ts";
import { useCollab } from "./collab.tsx";

/** Opens my conversation with a person. `write` is null while there are no discussions. */
export function useWriteTo(): { readonly write: ((personId: PersonId) => Promise<void>) | null; readonly isOpening: boolean } {
  const collab = useCollab();
  const navigate = useNavigate();
  const [isOpening, setOpening] = useState(false);
  if (collab === null) return { write: null, isOpening };
  const write = async (personId: PersonId): Promise<void> => {
    setOpening(true);
    try {
      const { id } = await collab.call(openPersonal, { externalId: personId });
      await navigate({ to: "/discussions/$conversationId", params: { conversationId: id } });
    } catch (error) {
      tellError(error);
    } finally {
      setOpening(false);
    }
  };
  return { write, isOpening };
}
