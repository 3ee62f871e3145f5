import type { ReactNode } from "react";
import { CallPlace } from "../calls/index.ts";
import { Conversation } from "./conversation.tsx";

/** Where the running call is shown large, its conversation beside it. */
export function CallWithChat(): ReactNode {
  return <CallPlace renderChat={(head) => <Conversation key={head.id} head={head} atSeq={null} isForWriting={false} />} />;
}
