import { must } from "@veche/kernel";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/index.ts";
// After the styles of the core, which they build on.
import "@mantine/dropzone/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";

createRoot(must(document.getElementById("root"))).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
