import react from "@vitejs/plugin-react";
import { join } from "node:path";
import { defineConfig } from "vite";
import { drawIcons } from "./icons.config.ts";

const server = process.env["VECHE_SERVER"] ?? "http://127.0.0.1:8080";
const root = import.meta.dirname;

export default defineConfig({
  root,
  plugins: [react(), drawIcons(join(root, "public"))],
  // a worker that differs is a new version: it follows from the sources, so that all nodes serve the same
  define: { __BUILD__: JSON.stringify(process.env["VECHE_BUILD"] ?? "") },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: server, ws: true }, "/files": { target: server } },
  },
  build: {
    ...{ outDir: "dist", emptyOutDir: true, target: "es2023", reportCompressedSize: true },
    rolldownOptions: {
      input: { main: join(root, "index.html"), worker: join(root, "worker/worker.ts") },
      // a worker has one address for ever, at the root, whose pages it serves
      output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
    },
  },
});
