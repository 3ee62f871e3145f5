import { useNavigate } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import { useEffect, useEffectEvent } from "react";
import { tellChoice } from "../parts/index.ts";
import { appTexts } from "./texts.ts";

const workerPath = "/worker.js";
const renewMs = 3_600_000;

interface WorkerOptions {
  /** a notification was clicked: its place in the application */
  readonly onOpen: (path: string) => void;
  /** a new version waits */
  readonly onNewVersion: (update: () => void) => void;
}

/** Starts what runs beside the pages, where the browser has it. @returns how to stop listening */
function startWorker({ onOpen, onNewVersion }: WorkerOptions): () => void {
  if (!("serviceWorker" in navigator)) return () => undefined;
  const stop = new AbortController();
  const { signal } = stop;
  const handleMessage = ({ data }: MessageEvent): void => {
    const { type, path: place } = data as { type?: string; path?: string };
    if (type === "open" && place?.startsWith("/")) onOpen(place);
  };
  navigator.serviceWorker.addEventListener("message", handleMessage, { signal });
  void navigator.serviceWorker.register(workerPath).then(
    (registration) => {
      if (signal.aborted) return;
      const offer = (): void => {
        // the first version has nobody to take over from
        if (registration.waiting && navigator.serviceWorker.controller) onNewVersion(() => update(registration));
      };
      const follow = (): void => registration.installing?.addEventListener("statechange", offer, { signal });
      registration.addEventListener("updatefound", follow, { signal });
      follow();
      offer();
      const timer = setInterval(() => void registration.update().catch(() => undefined), renewMs);
      signal.addEventListener("abort", () => clearInterval(timer));
    },
    // without it the pages work as before, and notifications come while one is open
    () => undefined,
  );
  return () => stop.abort();
}

/** Only the page where the person asked is loaded anew; the others go on with what they are doing. */
function update({ waiting }: ServiceWorkerRegistration): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage({ type: "activate" }, []);
}

/** Starts what runs beside the pages: a clicked notification opens its message here, a new version waits until it is asked for. */
export function useWorker(): void {
  const t = useText(appTexts);
  const navigate = useNavigate();
  const onOpen = useEffectEvent((place: string) => void navigate({ href: place }));
  const onNewVersion = useEffectEvent((change: () => void) => tellChoice(t("newVersion"), t("update"), change));
  useEffect(() => startWorker({ onOpen: (place) => onOpen(place), onNewVersion: (change) => onNewVersion(change) }), []);
}
