import { uploadsPath, type FileId } from "@veche/collab-domain/files";
import { AppError, newId } from "@veche/kernel";
import type { TestHouse } from "./house.ts";

/** Uploads a file as one piece. @see https://tus.io/protocols/resumable-upload#creation */
export async function uploadFile(
  house: TestHouse,
  token: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<FileId> {
  const fileId = newId<"File">();
  const metadata = Object.entries({ fileId, filename: file.name, filetype: "application/octet-stream" });
  const encoded = metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`).join(",");
  const headers = { authorization: `Bearer ${token}`, "tus-resumable": "1.0.0" };
  const created = await fetch(`${house.origin}${uploadsPath}`, {
    method: "POST",
    headers: { ...headers, "upload-length": String(file.bytes.length), "upload-metadata": encoded },
  });
  const sent = await fetch(new URL(created.headers.get("location") ?? "", house.origin), {
    method: "PATCH",
    headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: new Uint8Array(file.bytes),
  });
  if (!sent.ok) throw new AppError("internal", { status: sent.status });
  return fileId;
}
