export { DiskBlobStore, isDiskFull } from "./disk.ts";
export type { BlobHash, BlobStore, StoredBlob } from "./disk.ts";
