import { expect, test } from "vitest";
import { parseKey } from "./keys.ts";

const press = (code: string, held: Partial<Record<"altKey" | "ctrlKey" | "metaKey" | "shiftKey", boolean>> = {}, key = "") =>
  parseKey({ code, key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

test("keys mean the same in every layout", () => {
  expect(press("KeyK", { ctrlKey: true }, "л")).toBe("search");
  expect(press("KeyK", { metaKey: true }, "k")).toBe("search");
  expect(press("KeyW", { altKey: true }, "ц")).toBe("close");
  expect(press("Digit3", { altKey: true }, "3")).toBe(3);
});

test("the question mark asks for the keys, wherever the layout has it", () => {
  expect(press("Slash", { shiftKey: true }, "?")).toBe("keys");
  expect(press("Digit7", { shiftKey: true }, "?")).toBe("keys");
  expect(press("Slash", {}, "/")).toBeNull();
});

test("keys of the browser and of other programs stay theirs", () => {
  expect(press("KeyK", { ctrlKey: true, shiftKey: true })).toBeNull();
  expect(press("Digit1", { altKey: true, ctrlKey: true })).toBeNull();
  expect(press("KeyK", {}, "k")).toBeNull();
});
