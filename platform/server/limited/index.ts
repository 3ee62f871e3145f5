export { runLimited } from "./limited.ts";
