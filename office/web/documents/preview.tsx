import { Button, Skeleton } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { fileUrl } from "@veche/office-domain/files";
import type { RecordFile } from "@veche/office-domain/files";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import classes from "./files.module.css";
import { Markdown } from "./markdown.tsx";
import { documentTexts } from "./texts.ts";

const shownBytes = 200_000;
const pictures = /^image\/(png|jpeg|gif|webp|avif)$/;

/** The beginning of a text file. */
async function readText(url: string, signal: AbortSignal): Promise<{ text: string; isPart: boolean }> {
  const response = await fetch(url, { headers: { range: `bytes=0-${shownBytes - 1}` }, signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const text = await response.text();
  return { text: text.slice(0, shownBytes), isPart: response.status === 206 && text.length >= shownBytes - 4 };
}

function NoPreview({ file, isFailed = false }: { readonly file: RecordFile; readonly isFailed?: boolean }): ReactNode {
  const t = useText(documentTexts);
  return (
    <EmptyState
      icon={<IconFileOff size={20} stroke={1.75} />}
      title={isFailed ? t("previewFailed") : t("noPreview")}
      text={isFailed ? undefined : t("noPreviewHint")}
      action={
        <Button component="a" variant="default" href={fileUrl(file, true)} leftSection={<IconDownload size={16} stroke={1.75} />}>
          {t("download")}
        </Button>
      }
    />
  );
}

function TextPreview({ file }: { readonly file: RecordFile }): ReactNode {
  const t = useText(documentTexts);
  const url = fileUrl(file);
  const { data, error } = useQuery({
    queryKey: ["documents.fileText", file.id],
    queryFn: ({ signal }) => readText(url, signal),
    staleTime: Infinity,
  });
  if (error) return <NoPreview file={file} isFailed />;
  if (!data) return <Skeleton height={160} m="lg" w="auto" />;
  return (
    <div className={classes.sheet}>
      {file.name.toLowerCase().endsWith(".md") ? <Markdown text={data.text} /> : <pre className={classes.plain}>{data.text}</pre>}
      {data.isPart && <p className={classes.note}>{t("shownPart")}</p>}
    </div>
  );
}

function PicturePreview({ file }: { readonly file: RecordFile }): ReactNode {
  const { online } = useNetwork();
  // what failed without a network is tried again when there is one
  const [failedWhileOnline, setFailedWhileOnline] = useState<boolean | null>(null);
  if (failedWhileOnline === online) return <NoPreview file={file} isFailed />;
  return (
    <div className={classes.pictureArea}>
      <img className={classes.picture} src={fileUrl(file)} alt={file.name} onError={() => setFailedWhileOnline(online)} />
    </div>
  );
}

/**
 * A file as far as a browser can show it safely: pictures, PDF in the browser's own viewer, plain text.
 * The frame has no `sandbox`: Chromium's viewer refuses to start in one; the answer's own policy takes the origin from the file.
 */
export function Preview({ file }: { readonly file: RecordFile }): ReactNode {
  if (pictures.test(file.mediaType)) return <PicturePreview key={file.id} file={file} />;
  if (file.mediaType === "application/pdf")
    return <iframe key={file.id} className={classes.pdf} src={`${fileUrl(file)}#view=FitH`} title={file.name} />;
  if (/^text\/(plain|csv|markdown)$/.test(file.mediaType) || /\.(txt|csv|md|log)$/i.test(file.name))
    return <TextPreview key={file.id} file={file} />;
  return <NoPreview file={file} />;
}
