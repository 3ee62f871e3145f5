import { Button } from "@mantine/core";
import type { Upload } from "@veche/collab-sdk/browser";
import { IconX } from "@tabler/icons-react";
import { useErrorText, useFormat, useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./composer.module.css";

/** A file on its way: how far it is, and how to stop or repeat it. */
export function UploadRow({ upload, onRemove }: { readonly upload: Upload; readonly onRemove: () => void }): ReactNode {
  const t = useText(texts);
  const format = useFormat();
  const describe = useErrorText();
  const { status, progress, error } = useReadable(upload.state);
  const isFailed = status === "failed";
  return (
    <div
      className={classes.upload}
      data-failed={isFailed || undefined}
      title={isFailed ? t("uploadFailed", { reason: describe(error) }) : upload.file.name}
    >
      <span>{upload.file.name}</span>
      {status === "done" && format.size(upload.file.size)}
      {status === "waiting" && t("uploadWaiting")}
      {status === "running" && <progress className={classes.progress} value={progress} max={1} aria-label={upload.file.name} />}
      {isFailed && (
        <Button size="xs" variant="subtle" onClick={() => upload.retry()}>
          {t("retry")}
        </Button>
      )}
      <IconAction size="sm" label={t("cancelUpload", { name: upload.file.name })} onClick={onRemove}>
        <IconX size={16} stroke={1.75} />
      </IconAction>
    </div>
  );
}
