export { isPublicAddress } from "./addresses.ts";
export { fetchOutside } from "./fetch.ts";
export type { OutsideAnswer, OutsideOptions } from "./fetch.ts";
