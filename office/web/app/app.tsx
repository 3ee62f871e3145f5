import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createQueryClient } from "@veche/web/query";
import { VecheProvider } from "@veche/web/theme";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { Starting } from "./frame.tsx";
import { createOfficeRouter } from "./router.tsx";

const client = createQueryClient();
const router = createOfficeRouter(client);

/** The office in the browser. */
export function App(): ReactNode {
  return (
    <QueryClientProvider client={client}>
      <VecheProvider>
        <Suspense fallback={<Starting />}>
          <RouterProvider router={router} />
        </Suspense>
      </VecheProvider>
    </QueryClientProvider>
  );
}
