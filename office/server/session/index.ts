export { InstallationFactorKey } from "./factor-key.ts";
export { sessionBindings } from "./routes.ts";
