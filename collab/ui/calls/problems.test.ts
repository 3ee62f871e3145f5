import { beforeEach, expect, it, vi } from "vitest";
import { toProblem } from "./problems.ts";

const named = (name: string, message = ""): Error => Object.assign(new Error(message), { name });
beforeEach(() => void vi.stubGlobal("isSecureContext", true));

it.each([
  ["microphone", named("NotAllowedError"), "microphoneDenied"],
  ["microphone", named("NotFoundError"), "microphoneMissing"],
  ["camera", named("NotReadableError"), "cameraTaken"],
  ["camera", named("OverconstrainedError"), "cameraMissing"],
  ["screen", named("NotAllowedError", "Permission denied"), null],
  ["screen", named("NotAllowedError", "Permission denied by system"), "screenDenied"],
  ["screen", named("NotSupportedError"), "screenMissing"],
] as const)("%s: %s means %s", (device, error, problem) => expect(toProblem(device, error)).toBe(problem));

it("says first that the address is not secure", () => {
  vi.stubGlobal("isSecureContext", false);
  expect(toProblem("camera", new TypeError("undefined"))).toBe("insecure");
});
