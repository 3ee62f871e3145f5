import { ActionIcon, Button, Menu, Progress, UnstyledButton } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useQueryClient } from "@tanstack/react-query";
import { IconDotsVertical, IconDownload, IconExternalLink, IconPlus, IconRefresh, IconTrash, IconX } from "@tabler/icons-react";
import { addFiles, getDocument, removeFile } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import { fileUrl } from "@veche/office-domain/files";
import type { FileId, RecordFile } from "@veche/office-domain/files";
import { useFormat, useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useRef } from "react";
import type { ReactNode } from "react";
import { computeRowName } from "@veche/office-domain/directory";
import { usePerson } from "../directory/index.ts";
import { handleRowKeys, PlainList, tellDone, tellError } from "../parts/index.ts";
import { FileMark } from "./file-looks.tsx";
import classes from "./files.module.css";
import { documentTexts } from "./texts.ts";
import { uploads, useUploads } from "./uploads.ts";
import type { Upload } from "./uploads.ts";

interface FileListProps {
  readonly document: Document;
  readonly chosenId: FileId | null;
  readonly onChoose: (fileId: FileId) => void;
}

function UploadRow({ upload }: { readonly upload: Upload }): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const { id, name, sizeBytes, progress, status } = upload;
  const note = { running: t("uploading"), waiting: t("waiting"), failed: t("uploadFailed") }[status];
  return (
    <li className={classes.upload}>
      <FileMark file={{ name, mediaType: "" }} />
      <div className={classes.uploadText}>
        <div className={classes.fileName}>{name}</div>
        <Progress value={progress * 100} size={4} color={status === "failed" ? "red" : "nord"} aria-label={name} />
        <div className={classes.note} role="status">
          {note} · {format.size(sizeBytes * progress)} / {format.size(sizeBytes)}
        </div>
      </div>
      {status === "failed" && (
        <ActionIcon size="sm" aria-label={`${t("retry")}: ${name}`} onClick={() => uploads.retry(id)}>
          <IconRefresh size={16} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon size="sm" aria-label={t("cancelUpload", { name })} onClick={() => uploads.cancel(id)}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </li>
  );
}

interface FileRowProps {
  readonly file: RecordFile;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onRemove: (() => void) | null;
}

function FileRow({ file, isChosen, onChoose, onRemove }: FileRowProps): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const author = usePerson(file.authorId);
  const added = t("addedBy", { name: author ? computeRowName(author.fullName) : "", when: format.exact(file.createdAt) });
  return (
    <li className={classes.file} data-chosen={isChosen || undefined}>
      <UnstyledButton data-row className={classes.choose} onClick={onChoose} aria-current={isChosen ? "true" : undefined} title={added}>
        <FileMark file={file} />
        <span className={classes.fileName}>{file.name}</span>
        <span className={classes.size}>{format.size(file.sizeBytes)}</span>
      </UnstyledButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" className={classes.more} aria-label={`${t("more")}: ${file.name}`}>
            <IconDotsVertical size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={fileUrl(file, true)} leftSection={<IconDownload size={16} stroke={1.75} />}>
            {t("download")}
          </Menu.Item>
          <Menu.Item component="a" href={fileUrl(file)} target="_blank" leftSection={<IconExternalLink size={16} stroke={1.75} />}>
            {t("openInTab")}
          </Menu.Item>
          {onRemove && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={onRemove}>
              {t("removeFile")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

/** Files of a document: choosing one shows it; dropping several uploads them, each with its progress. */
export function FileList({ document, chosenId, onChoose }: FileListProps): ReactNode {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const open = useRef<() => void>(null);
  const running = useUploads(document.id);
  const { files, can } = document;
  const keep = (changed: Document): void => void client.setQueryData(routeKey(getDocument, { documentId: document.id }), changed);
  const putBack = (fileId: FileId): void => void callRoute(addFiles, { documentId: document.id, fileIds: [fileId] }).then(keep, tellError);
  const remove = async (file: RecordFile): Promise<void> => {
    try {
      keep(await callRoute(removeFile, { documentId: document.id, fileId: file.id }));
      tellDone(t("fileRemoved", { name: file.name }), () => putBack(file.id));
    } catch (error) {
      tellError(error);
    }
  };
  const list = (
    <PlainList className={classes.list} onKeyDown={handleRowKeys}>
      {files.map((file) => (
        <FileRow
          key={file.id}
          file={file}
          isChosen={file.id === chosenId}
          onChoose={() => onChoose(file.id)}
          onRemove={can.edit ? () => void remove(file) : null}
        />
      ))}
      {running.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </PlainList>
  );
  if (!can.edit) return files.length === 0 ? <p className={classes.note}>{t("noFilesMayNot")}</p> : list;
  return (
    <Dropzone
      openRef={open}
      className={classes.drop}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      useFsAccessApi={false}
      onDrop={(dropped: readonly File[]) => dropped.forEach((file) => uploads.start(document.id, file, keep))}
      inputProps={{ "aria-label": t("upload") }}
    >
      {list}
      {files.length === 0 && running.length === 0 && <p className={classes.note}>{t("noFilesHint")}</p>}
      <Button size="xs" variant="subtle" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open.current?.()}>
        {t("upload")}
      </Button>
    </Dropzone>
  );
}
