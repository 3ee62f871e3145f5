import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readDesktopState, setDesktop } from "./desktop.ts";

let kept: Map<string, string>;
let answer: NotificationPermission;

beforeEach(() => {
  kept = new Map();
  answer = "granted";
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

function openBrowser(permission: NotificationPermission): void {
  const browser = {
    permission,
    requestPermission: async () => {
      browser.permission = answer;
      return answer;
    },
  };
  vi.stubGlobal("Notification", browser);
}

it("a browser without notifications shows none", () => expect(readDesktopState()).toBe("absent"));

it("they come once the person wants them and the browser allows", async () => {
  openBrowser("default");
  expect(readDesktopState()).toBe("off");
  await setDesktop(true);
  expect(readDesktopState()).toBe("on");
  await setDesktop(false);
  expect(readDesktopState()).toBe("off");
});

it("they do not come against the browser", async () => {
  openBrowser("default");
  answer = "denied";
  await setDesktop(true);
  expect(readDesktopState()).toBe("refused");
});
