export { VecheProvider } from "./provider.tsx";
export { resolveVariables, theme } from "./theme.ts";
