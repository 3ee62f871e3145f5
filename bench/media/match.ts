import { measureCall, type CallPlan } from "./call.ts";
import { startJanus } from "./janus.ts";
import { startOurMedia } from "./our-media.ts";

/** A process in a network of its own, in which ours and Janus are measured. */
const { address, ...plan } = JSON.parse(process.argv[2] ?? "{}") as CallPlan & { readonly address: string };
const ours = await measureCall(startOurMedia, plan);
const theirs = await measureCall((closing) => startJanus(closing, address), plan);
process.send?.({ ours, theirs }, () => process.disconnect());
