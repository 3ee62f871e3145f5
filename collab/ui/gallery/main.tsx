import { useMantineColorScheme } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { createQueryClient } from "@veche/web/query";
import { VecheProvider } from "@veche/web/theme";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { CollabProvider, Discussions } from "../index.ts";
import type { CollabHost } from "../index.ts";
import { buildMemoryCollab, firstId } from "./memory.ts";

const host: CollabHost = {
  resolveRecords: (urls) =>
    Promise.resolve(
      urls.map((url) => ({
        url,
        kind: "offer",
        title: "Коммерческое предложение КП-2026/0417",
        subtitle: "Установки для склада № 3 · ООО «Поморский терминал»",
        state: { label: "На согласовании", tone: "amber" as const },
        facts: ["5 180 000 ₽", "до 15:00"],
      })),
    ),
  openRecord: () => undefined,
  conversationPath: (id) => `/discussions/${id}`,
};

const collab = buildMemoryCollab();
const client = createQueryClient();

function Gallery(): ReactNode {
  const parameters = new URLSearchParams(location.search);
  const { setColorScheme } = useMantineColorScheme();
  const [id, setId] = useState<ConversationId | null>(parameters.has("list") ? null : firstId);
  const scheme = parameters.has("dark") ? "dark" : "light";
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  return (
    <main style={{ blockSize: "100dvh" }}>
      <Discussions conversationId={id} onSelect={setId} />
    </main>
  );
}

createRoot(document.querySelector("#root")!).render(
  <VecheProvider>
    <QueryClientProvider client={client}>
      <CollabProvider collab={collab} host={host}>
        <Gallery />
      </CollabProvider>
    </QueryClientProvider>
  </VecheProvider>,
);
