import type { Collab } from "@veche/collab-sdk/browser";
import { registerDevice, removeDevice } from "@veche/collab-domain/notifications";
import type { Device } from "@veche/collab-domain/notifications";

/** Whether this browser can receive while no page is open. refused: the person forbade it · absent: it cannot, or the page is not secure */
export type PushAbility = "able" | "refused" | "absent";

export function readPushAbility(): PushAbility {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) return "absent";
  return Notification.permission === "denied" ? "refused" : "able";
}

async function findRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  return "serviceWorker" in navigator ? navigator.serviceWorker.getRegistration() : undefined;
}

/** @returns what this browser receives by, if it does */
export async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await findRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

/** @returns which of the devices this browser is */
export async function findOwnHash(): Promise<string | null> {
  const subscription = await findSubscription();
  if (!subscription) return null;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint)));
  return toBase64Url(hash);
}

/** Lets this browser receive, asking the person when he was never asked. Call it on a click. @returns null when he refused */
export async function turnOnPush(collab: Collab, publicKey: string, name: string): Promise<Device | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.ready;
  await dropForeign(registration, publicKey);
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return collab.call(registerDevice, { ...toInput(subscription), name });
}

/** A subscription for another server receives nothing from ours. */
async function dropForeign(registration: ServiceWorkerRegistration, publicKey: string): Promise<void> {
  const present = await registration.pushManager.getSubscription();
  const key = present?.options.applicationServerKey;
  if (present && (!key || toBase64Url(new Uint8Array(key)) !== publicKey)) await present.unsubscribe();
}

/** This browser receives nothing more. */
export async function turnOffPush(collab: Collab, deviceId: Device["id"]): Promise<void> {
  await (await findSubscription())?.unsubscribe();
  await collab.call(removeDevice, { deviceId });
}

/** Says that this browser is still there and whose it is; does nothing where it does not receive. */
export async function renewPush(collab: Collab, name: string): Promise<void> {
  const subscription = await findSubscription();
  if (subscription) await collab.call(registerDevice, { ...toInput(subscription), name });
}

function toInput(subscription: PushSubscription): { endpoint: string; p256dh: string; auth: string } {
  const { endpoint, keys = {} } = subscription.toJSON();
  return { endpoint: endpoint ?? "", p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" };
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Shows a notification of the system: by the worker where there is one, so that a push of the same message does not show it twice. */
export async function showNotification(shown: {
  readonly title: string;
  readonly body: string;
  readonly place: { readonly conversationId: string; readonly seq: number };
  readonly onClick: () => void;
}): Promise<void> {
  const { title, body, place, onClick } = shown;
  const registration = await findRegistration();
  const options = { body, tag: place.conversationId, data: { place } };
  if (registration?.active) return registration.showNotification(title, options);
  const notification = new Notification(title, options);
  notification.addEventListener("click", () => {
    globalThis.focus();
    onClick();
    notification.close();
  });
}
