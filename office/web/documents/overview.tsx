import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlignLeft, IconDownload, IconExternalLink } from "@tabler/icons-react";
import type { Document } from "@veche/office-domain/documents";
import { fileUrl } from "@veche/office-domain/files";
import type { FileId, RecordFile } from "@veche/office-domain/files";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { Picture } from "../parts/index.ts";
import type { useDocumentChange } from "./change.tsx";
import { DocumentText } from "./document-text.tsx";
import classes from "./document.module.css";
import { Fields } from "./fields.tsx";
import { FileList } from "./file-list.tsx";
import { FileMark } from "./file-looks.tsx";
import { Links } from "./links.tsx";
import { Preview } from "./preview.tsx";
import { RegistrationFacts } from "./registration-facts.tsx";
import { documentTexts } from "./texts.ts";

interface OverviewProps {
  readonly document: Document;
  readonly onChange: ReturnType<typeof useDocumentChange>;
}

function FileBar({ file }: { readonly file: RecordFile }): ReactNode {
  const t = useText(documentTexts);
  return (
    <div className={classes.previewBar}>
      <FileMark file={file} size={28} />
      <span className={classes.previewName}>{file.name}</span>
      <Tooltip label={t("openInTab")}>
        <ActionIcon component="a" href={fileUrl(file)} target="_blank" aria-label={t("openInTab")}>
          <IconExternalLink size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("download")}>
        <ActionIcon component="a" href={fileUrl(file, true)} aria-label={t("download")}>
          <IconDownload size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Fields and contents on the left, what is chosen of the contents on the right. */
export function Overview({ document, onChange }: OverviewProps): ReactNode {
  const t = useText(documentTexts);
  const [chosenId, setChosenId] = useState<FileId | "text" | null>(null);
  const first = document.text ? null : document.files[0];
  const file = chosenId === "text" ? undefined : (document.files.find(({ id }) => id === chosenId) ?? first);
  return (
    <div className={classes.overview}>
      <div className={classes.facts}>
        <Fields document={document} onChange={onChange} />
        <h2 className={classes.group}>{t("contents")}</h2>
        <UnstyledButton
          className={classes.textRow}
          data-chosen={!file || undefined}
          aria-current={file ? undefined : "true"}
          onClick={() => setChosenId("text")}
        >
          <Picture size={24}>
            <IconAlignLeft size={14} stroke={1.75} />
          </Picture>
          {t("documentText")}
        </UnstyledButton>
        <FileList document={document} chosenId={file?.id ?? null} onChoose={setChosenId} />
        <Links document={document} />
        <RegistrationFacts document={document} />
      </div>
      <section className={classes.preview} aria-label={file?.name ?? t("documentText")}>
        {file ? (
          <>
            <FileBar file={file} />
            <div className={classes.previewBody}>
              <Preview file={file} />
            </div>
          </>
        ) : (
          <div className={classes.previewBody}>
            <DocumentText document={document} onChange={onChange} />
          </div>
        )}
      </section>
    </div>
  );
}
