import "@mantine/dropzone/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import { must } from "@veche/kernel";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/index.ts";

createRoot(must(document.getElementById("root"))).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
