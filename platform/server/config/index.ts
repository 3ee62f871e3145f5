export { ConfigError, readConfig } from "./read.ts";
export { Secret, secretSchema } from "./secret.ts";
