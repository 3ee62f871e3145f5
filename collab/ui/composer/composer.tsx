import { Popover } from "@mantine/core";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { maxTextLength, toPreviewText } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellError } from "@veche/web/parts";
import { useEffect, useId, useState } from "react";
import type { DragEvent, ReactNode } from "react";
import { useReadable, useMyId } from "../context/index.ts";
import { PersonName } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./composer.module.css";
import { decodeMentions, encodeMentions } from "./mentions.ts";
import { Suggestions } from "./suggestions.tsx";
import { TextField } from "./text-field.tsx";
import { Toolbar } from "./toolbar.tsx";
import { UploadRow } from "./upload-row.tsx";
import { useUploads } from "./uploads.ts";
import { useWriting } from "./writing.ts";

/** What the text being written does besides being sent as new. */
export type Purpose = { readonly type: "reply" | "edit"; readonly message: Message } | null;

interface ComposerProps {
  readonly head: ConversationHead;
  readonly timeline: Timeline;
  readonly purpose: Purpose;
  readonly onPurpose: (purpose: Purpose) => void;
}

/** Where one writes: the draft stays with its conversation, files go along, sending never waits. */
export function Composer({ head, timeline, purpose, onPurpose }: ComposerProps): ReactNode {
  const t = useText(texts);
  const myId = useMyId();
  const state = useReadable(timeline.state);
  const uploads = useUploads();
  const listId = useId();
  const [isDropping, setDropping] = useState(false);
  const edited = purpose?.type === "edit" ? purpose.message : null;
  const writing = useWriting(head.id, edited === null);
  const { load, reload, focus } = writing;
  useEffect(() => {
    if (edited) load(decodeMentions(edited.text));
    else reload();
    if (purpose) focus();
  }, [edited, purpose, load, reload, focus]);

  const encoded = encodeMentions(writing.text, writing.mentions).trim();
  const overCount = Math.max(0, encoded.length - maxTextLength);
  const canSend = overCount === 0 && (encoded !== "" || uploads.items.length > 0);
  const send = (): void => {
    if (!canSend) return;
    if (edited) {
      timeline.edit(edited.seq, encoded).catch(tellError);
      return onPurpose(null);
    }
    const attachments = uploads.take();
    if (attachments === null) return;
    timeline.send({ text: encoded, attachments, ...(purpose ? { replyTo: purpose.message } : {}) });
    writing.clear();
    onPurpose(null);
  };
  const editLast = (): void => {
    const last = state.messages.findLast((message) => message.authorId === myId && message.deletedAt === null);
    if (last) onPurpose({ type: "edit", message: last });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    if (!edited) uploads.add(event.dataTransfer.files);
  };
  if (!head.my.can.post) return <p className={classes.readOnly}>{t("readOnly")}</p>;
  return (
    <div
      className={classes.composer}
      data-dropping={isDropping || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
    >
      {purpose && <About purpose={purpose} onCancel={() => onPurpose(null)} />}
      {uploads.items.length > 0 && (
        <div className={classes.uploads}>
          {uploads.items.map((upload) => (
            <UploadRow key={upload.id} upload={upload} onRemove={() => uploads.remove(upload)} />
          ))}
        </div>
      )}
      <Popover
        opened={writing.suggestions.length > 0}
        position="top-start"
        width={320}
        withinPortal
        withRoles={false}
        trapFocus={false}
        returnFocus={false}
      >
        <Popover.Target>
          <div>
            <TextField
              writing={writing}
              listId={listId}
              placeholder={head.kind === "context" ? t("placeholderRecord") : t("placeholder")}
              onTyped={() => timeline.startTyping()}
              onSend={send}
              onFiles={uploads.add}
              onEscape={() => onPurpose(null)}
              onUp={editLast}
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <Suggestions id={listId} items={writing.suggestions} activeIndex={writing.activeIndex} onPick={writing.pick} />
        </Popover.Dropdown>
      </Popover>
      <Toolbar
        isEditing={edited !== null}
        canSend={canSend}
        overCount={overCount}
        onFormat={writing.format}
        onInsert={writing.insert}
        onFiles={uploads.add}
        onSend={send}
      />
    </div>
  );
}

function About({ purpose, onCancel }: { readonly purpose: NonNullable<Purpose>; readonly onCancel: () => void }): ReactNode {
  const t = useText(texts);
  return (
    <div className={classes.about}>
      <span>
        {purpose.type === "edit" ? (
          <b>{t("editing")}</b>
        ) : (
          <>
            <b>
              <PersonName userId={purpose.message.authorId} />
            </b>{" "}
            {toPreviewText(purpose.message.text)}
          </>
        )}
      </span>
      <IconAction size="sm" label={t("cancel")} onClick={onCancel}>
        <IconX size={16} stroke={1.75} />
      </IconAction>
    </div>
  );
}
