export { cleanFileName } from "./names.ts";
export { mountUploads } from "./uploads.ts";
export type { UploadedFile, UploadHeaders, Uploads, UploadsOptions } from "./uploads.ts";
