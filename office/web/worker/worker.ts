/// <reference lib="webworker" />
/** Runs beside the pages, also when none is open: shows notifications, keeps the page for when there is no network. */
import type { PushContent } from "@veche/collab-domain/notifications";
import { answer, dropOldShells, isShellRequest, keepShell } from "./shell.ts";
import { toPath, toShown, type NotificationPlace, type Shown } from "./show.ts";

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOldShells().then(() => worker.clients.claim())));
// a new version waits until a person asks for it
worker.addEventListener("message", ({ data }) => {
  if ((data as { type?: string } | null)?.type === "activate") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  if (isShellRequest(event.request)) event.respondWith(answer(event.request));
});

worker.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(handlePush(event.data.json() as PushContent));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { place: NotificationPlace | null } | null)?.place ?? null));
});

async function handlePush(content: PushContent): Promise<void> {
  if (content.type !== "test") await showBadge(content.badgeCount);
  if (content.type !== "withdraw") return show(toShown(content));
  for (const notification of await worker.registration.getNotifications({ tag: content.conversationId })) notification.close();
}

/** What a page in front of the person, or an open page before, has shown is not shown twice. */
async function show({ title, body, tag, place }: Shown): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window" });
  if (place && pages.some((page) => page.focused && page.visibilityState === "visible")) return;
  const earlier = await worker.registration.getNotifications({ tag });
  const isKnown = place !== null && earlier.some(({ data }) => ((data as { place?: NotificationPlace })?.place?.seq ?? 0) >= place.seq);
  const options = { body, tag, data: { place }, icon: "/icon-192.png", renotify: !isKnown, silent: isKnown };
  await worker.registration.showNotification(title, options);
}

async function showBadge(count: number): Promise<void> {
  const { navigator } = worker;
  if ("setAppBadge" in navigator) await navigator.setAppBadge(count).catch(() => undefined);
}

/** A page that is open goes there by itself and keeps what is being written; else one is opened. */
async function open(place: NotificationPlace | null): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find(({ focused }) => focused) ?? pages[0];
  if (!page) return void (await worker.clients.openWindow(place ? toPath(place) : "/"));
  await page.focus().catch(() => undefined);
  if (place) page.postMessage({ type: "open", path: toPath(place) }, []);
}
