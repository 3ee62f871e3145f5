import { getFile, uploadsPath } from "@veche/collab-domain/files";
import { callRoute } from "@veche/collab-sdk/call";
import { AppError } from "@veche/kernel";
import type { DemoFile } from "./types.ts";

const tusVersion = "1.0.0";

/** Whose upload it is and where it goes. */
export type UploadPlace = { serverUrl: string; token: string; fileId: string };

function encodeMetadata(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}

async function isThere({ serverUrl, token, fileId }: UploadPlace): Promise<boolean> {
  try {
    await callRoute(serverUrl, getFile, { fileId }, { token });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}

function refusal(response: Response): AppError {
  return new AppError("bad_gateway", { reason: "upload", status: response.status });
}

/**
 * Uploads one file of the demo company unless it is there already.
 * @throws AppError bad_gateway when the server refuses it
 * @see https://tus.io/protocols/resumable-upload#creation
 */
export async function uploadFile(file: DemoFile, place: UploadPlace): Promise<void> {
  if (await isThere(place)) return;
  const content = file.content();
  const headers = { authorization: `Bearer ${place.token}`, "tus-resumable": tusVersion };
  const created = await fetch(`${place.serverUrl}${uploadsPath}`, {
    method: "POST",
    headers: {
      ...headers,
      "upload-length": String(content.length),
      "upload-metadata": encodeMetadata({ filename: file.name, filetype: file.mediaType, fileId: place.fileId }),
    },
  });
  const location = created.headers.get("location");
  if (!created.ok || location === null) throw refusal(created);
  const sent = await fetch(new URL(location, place.serverUrl), {
    method: "PATCH",
    headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: new Blob([content as Uint8Array<ArrayBuffer>]),
  });
  if (!sent.ok) throw refusal(sent);
}
