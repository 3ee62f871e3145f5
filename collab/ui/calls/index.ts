export { deskOf } from "./desk.ts";
export { CallButton } from "./call-button.tsx";
export { CallLayer } from "./layer.tsx";
export { CallPill } from "./pill.tsx";
export { CallPlace } from "./place.tsx";
export { useDesk } from "./use-calls.ts";
