import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["VECHE_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: server, ws: true }, "/files": { target: server } },
  },
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", reportCompressedSize: true },
});
