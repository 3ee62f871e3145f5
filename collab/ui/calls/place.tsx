import type { ConversationHead } from "@veche/collab-domain/conversations";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useReadable } from "../context/index.ts";
import { useDesk, useSession } from "./use-calls.ts";

const Stage = lazy(async () => ({ default: (await import("./stage.tsx")).Stage }));

/** Where the running call is shown large; covers the part of the page it stands in. */
export function CallPlace({ renderChat }: { readonly renderChat: (head: ConversationHead) => ReactNode }): ReactNode {
  const session = useSession();
  const view = useReadable(useDesk().view);
  if (!session || view !== "stage") return null;
  return (
    <Suspense fallback={null}>
      <Stage session={session} renderChat={renderChat} />
    </Suspense>
  );
}
