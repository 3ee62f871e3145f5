import { CallLayer as Layer, CallPill as Pill, useDesk } from "@veche/collab-ui/calls";
import { CallWithChat } from "@veche/collab-ui/discussions";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { InCollab } from "./ui.tsx";

/** Whoever goes to another page works on there: the call becomes small. */
function useMinimizing(): void {
  const desk = useDesk();
  const pathname = useLocation({ select: (location) => location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) desk.show("small");
    shown.current = pathname;
  }, [desk, pathname]);
}

function Followed(): ReactNode {
  useMinimizing();
  return <Layer />;
}

/** Rings, and the running call while it is small, wherever in the office one is. */
export function CallLayer(): ReactNode {
  return (
    <InCollab>
      <Followed />
    </InCollab>
  );
}

/** The running call in the tools of the frame. */
export function CallPill(): ReactNode {
  return (
    <InCollab>
      <Pill />
    </InCollab>
  );
}

/** The running call over the page. */
export function CallStage(): ReactNode {
  return (
    <InCollab>
      <CallWithChat />
    </InCollab>
  );
}
