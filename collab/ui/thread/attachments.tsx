import { Anchor, Modal, VisuallyHidden } from "@mantine/core";
import type { Attachment } from "@veche/collab-domain/files";
import { useFormat, useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { fitPicture, toFileLook } from "../view/index.ts";
import classes from "./attachments.module.css";
import { PatientImage } from "./patient-image.tsx";

const maxWidth = 360;
const maxHeight = 240;

/** A picture in its place, which is reserved before it comes; a click shows it whole. */
function InlinePicture({
  attachment,
  image,
}: {
  readonly attachment: Attachment;
  readonly image: NonNullable<Attachment["image"]>;
}): ReactNode {
  const t = useText(texts);
  const { files } = useCollab();
  useReadable(files.ticket);
  const [isOpened, setOpened] = useState(false);
  const { width, height } = fitPicture(image, maxWidth, maxHeight);
  const address = attachment.hasThumbnail ? files.thumbnail(attachment) : files.url(attachment);
  return (
    <>
      <button
        type="button"
        className={classes.picture}
        style={{ inlineSize: width, aspectRatio: `${width} / ${height}`, maxInlineSize: "100%" }}
        aria-label={t("openPicture", { name: attachment.name })}
        onClick={() => setOpened(true)}
      >
        {address !== "" && <PatientImage src={address} alt={attachment.name} width={width} height={height} loading="lazy" />}
      </button>
      {isOpened && (
        <Modal opened onClose={() => setOpened(false)} title={attachment.name} size="auto" closeButtonProps={{ "aria-label": t("close") }}>
          <PatientImage
            className={classes.whole}
            src={files.url(attachment)}
            alt={attachment.name}
            width={image.width}
            height={image.height}
          />
          <Anchor className={classes.save} href={files.url(attachment, true)} download={attachment.name}>
            {t("download", { name: attachment.name })}
          </Anchor>
        </Modal>
      )}
    </>
  );
}

/** A file as a tile: its kind, name and size; a click saves it. */
export function FileTile({ attachment }: { readonly attachment: Attachment }): ReactNode {
  const t = useText(texts);
  const format = useFormat();
  const { files } = useCollab();
  useReadable(files.ticket);
  const { sign, tone } = toFileLook(attachment.name);
  return (
    <a className={classes.file} href={files.url(attachment, true) || undefined} download={attachment.name} title={attachment.name}>
      <VisuallyHidden>{t("download", { name: "" })}</VisuallyHidden>
      <span className={classes.sign} data-tone={tone} aria-hidden>
        {sign}
      </span>
      <span className={classes.names}>
        <span className={classes.name}>{attachment.name}</span>
        <span className={classes.size}>{format.size(attachment.sizeBytes)}</span>
      </span>
    </a>
  );
}

/** What hangs on a message: pictures inline, other files as tiles. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }): ReactNode {
  if (attachments.length === 0) return null;
  return (
    <div className={classes.files}>
      {attachments.map((attachment) =>
        attachment.image ? (
          <InlinePicture key={attachment.fileId} attachment={attachment} image={attachment.image} />
        ) : (
          <FileTile key={attachment.fileId} attachment={attachment} />
        ),
      )}
    </div>
  );
}
