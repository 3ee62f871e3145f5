export { describeMachine } from "./machine.ts";
export { endProcesses, listTree, measureCpuSeconds, measureMemoryBytes } from "./processes.ts";
export { waitForRest } from "./rest.ts";
