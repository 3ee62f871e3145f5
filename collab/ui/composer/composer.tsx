import { Button, Popover } from "@mantine/core";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { maxTextLength, toPreviewText } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellError } from "@veche/web/parts";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { DragEvent, ReactNode, RefObject } from "react";
import { useCollab, useMyId, useReadable } from "../context/index.ts";
import { PersonName } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./composer.module.css";
import { useDraft } from "./drafts.ts";
import type { FieldHandle, FieldProps, FormatName } from "./field.ts";
import type { KeyAct } from "./keys.ts";
import { PlainField } from "./plain-field.tsx";
import { RichField } from "./rich-field.tsx";
import { useRichField } from "./rich-loading.ts";
import { useSuggesting } from "./suggesting.ts";
import type { Suggesting } from "./suggesting.ts";
import { Suggestions } from "./suggestions.tsx";
import { Toolbar } from "./toolbar.tsx";
import { UploadRow } from "./upload-row.tsx";

/** What the text being written does besides being sent as new. */
export type Purpose = { readonly type: "reply" | "edit"; readonly message: Message } | null;

interface ComposerProps {
  readonly head: ConversationHead;
  readonly timeline: Timeline;
  readonly purpose: Purpose;
  readonly onPurpose: (purpose: Purpose) => void;
  /** one came here to write: the field takes the focus, unless something else has it */
  readonly isForWriting: boolean;
}

const noFormats: ReadonlySet<FormatName> = new Set();

/** Where one writes: the draft stays with its conversation, files go along, sending never waits. */
export function Composer(props: ComposerProps): ReactNode {
  const t = useText(texts);
  return props.head.my.can.post ? <OpenComposer {...props} /> : <p className={classes.readOnly}>{t("readOnly")}</p>;
}

function OpenComposer({ head, timeline, purpose, onPurpose, isForWriting }: ComposerProps): ReactNode {
  const t = useText(texts);
  const myId = useMyId();
  const field = useRef<FieldHandle>(null);
  const suggesting = useSuggesting();
  const { drafts, files } = useCollab();
  const attached = files.attached(head.id);
  const uploads = useReadable(attached.items);
  const [isSendingLater, setSendingLater] = useState(false);
  const attach = (chosen: Iterable<File>): void => attached.add(chosen);
  const draft = useDraft(head.id);
  const [formats, setFormats] = useState(noFormats);
  const edited = purpose?.type === "edit" ? purpose.message : null;
  const [editedText, setEditedText] = useState(edited?.text ?? "");
  const [shownMessage, setShownMessage] = useState(edited);
  if (shownMessage !== edited) {
    setShownMessage(edited);
    setEditedText(edited?.text ?? "");
  }
  const markdown = edited ? editedText : draft;
  const text = markdown.trim();
  const overCount = Math.max(0, text.length - maxTextLength);
  const canSend = overCount === 0 && (text !== "" || (edited === null && uploads.length > 0));
  const inField = useRef(markdown);
  useEffect(() => {
    if (inField.current === markdown) return;
    inField.current = markdown;
    field.current?.load(markdown);
  }, [markdown]);
  useEffect(() => {
    if (purpose) field.current?.focus();
  }, [purpose]);
  useEffect(() => {
    if (isForWriting && isFocusFree()) field.current?.focus();
  }, [isForWriting]);

  const send = (): void => {
    if (!canSend) return;
    if (edited) {
      if (text !== edited.text) timeline.edit(edited.seq, text).catch(tellError);
      return onPurpose(null);
    }
    const attachments = attached.take();
    setSendingLater(attachments === null);
    if (attachments === null || (text === "" && attachments.length === 0)) return;
    timeline.send({ text, attachments, ...(purpose ? { replyTo: purpose.message } : {}) });
    drafts.type(head.id, "");
    onPurpose(null);
  };
  const sendWhatHasArrived = useEffectEvent(send);
  useEffect(() => {
    const { isComplete } = attached;
    if (!isSendingLater) return undefined;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      stop();
    };
    const sendIfComplete = (): void => {
      if (isOver || !isComplete.getSnapshot()) return;
      end();
      sendWhatHasArrived();
    };
    const stop = isComplete.subscribe(sendIfComplete);
    // the last file may have arrived before anybody listened
    queueMicrotask(sendIfComplete);
    return end;
  }, [isSendingLater, attached]);
  const editLast = (): void => {
    const { messages } = timeline.state.getSnapshot();
    const last = messages.findLast((message) => message.authorId === myId && message.deletedAt === null && message.note === null);
    if (last) onPurpose({ type: "edit", message: last });
  };
  const act = (name: KeyAct): void => {
    if (name === "send") send();
    else if (name === "cancel") onPurpose(null);
    else if (name === "editLast") editLast();
    else if (name === "next") suggesting.move(1);
    else if (name === "previous") suggesting.move(-1);
    else if (name === "close") suggesting.setAsk(null);
    else if (name === "pick") field.current?.pick(suggesting.items[suggesting.activeIndex]!);
  };
  const change = (next: string): void => {
    inField.current = next;
    if (edited) return setEditedText(next);
    drafts.type(head.id, next);
    timeline.startTyping();
  };
  return (
    <DropTarget onFiles={edited ? null : attach}>
      {purpose && <About purpose={purpose} onCancel={() => onPurpose(null)} />}
      {uploads.length > 0 && (
        <div className={classes.uploads}>
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} onRemove={() => attached.remove(upload)} />
          ))}
          {isSendingLater && <SendingLater onCancel={() => setSendingLater(false)} />}
        </div>
      )}
      <Suggested suggesting={suggesting} field={field}>
        <Field
          handle={field}
          initial={markdown}
          placeholder={head.kind === "context" ? t("placeholderRecord") : t("placeholder")}
          suggesting={suggesting}
          onChange={change}
          onFormats={(next) => setFormats((now) => (isSameSet(now, next) ? now : next))}
          onAct={act}
          onFiles={edited ? ignoreFiles : attach}
        />
      </Suggested>
      <Toolbar
        isEditing={edited !== null}
        canSend={canSend}
        overCount={overCount}
        formats={formats}
        onFormat={(name) => field.current?.format(name)}
        onInsert={(inserted) => field.current?.insert(inserted)}
        onFiles={attach}
        onSend={send}
      />
    </DropTarget>
  );
}

/** Under a finger a field that takes the focus brings a keyboard nobody asked for. */
function isFocusFree(): boolean {
  return document.activeElement === document.body && matchMedia("(pointer: fine)").matches;
}

/** Sending waits for files that are on their way. */
function SendingLater({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const t = useText(texts);
  return (
    <div role="status" className={classes.later}>
      {t("sendsLater")}
      <Button size="xs" variant="subtle" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}

function ignoreFiles(): void {
  // An edited message keeps the files it was sent with.
}

function isSameSet(a: ReadonlySet<FormatName>, b: ReadonlySet<FormatName>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}

type Handle = RefObject<FieldHandle | null>;

/** The field that is there: the plain one until the one with live formatting has come. */
function Field({ handle, ...props }: Omit<FieldProps, "handle"> & { readonly handle: Handle }): ReactNode {
  const { openEditor, around, hadFocus, settle } = useRichField(handle);
  useEffect(settle);
  if (openEditor) return <RichField {...props} handle={handle} hadFocus={hadFocus} openEditor={openEditor} />;
  return (
    <div ref={around} onBlur={settle}>
      <PlainField {...props} handle={handle} />
    </div>
  );
}

function Suggested({ suggesting, field, children }: { suggesting: Suggesting; field: Handle; children: ReactNode }): ReactNode {
  return (
    <Popover
      opened={suggesting.items.length > 0}
      position="top-start"
      width={320}
      withinPortal
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
    >
      <Popover.Target>
        <div>{children}</div>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <Suggestions suggesting={suggesting} onPick={(suggestion) => field.current?.pick(suggestion)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The frame of the composer; files fall into it. @param onFiles null: it takes none */
function DropTarget({ onFiles, children }: { onFiles: ((files: Iterable<File>) => void) | null; children: ReactNode }): ReactNode {
  const [isDropping, setDropping] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return (
    <div
      className={classes.composer}
      data-dropping={isDropping || undefined}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(onFiles !== null);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles?.(event.dataTransfer.files);
      }}
    >
      {children}
    </div>
  );
}

function About({ purpose, onCancel }: { readonly purpose: NonNullable<Purpose>; readonly onCancel: () => void }): ReactNode {
  const t = useText(texts);
  const { type, message } = purpose;
  return (
    <div className={classes.about}>
      <span>
        {type === "edit" ? (
          <b>{t("editing")}</b>
        ) : (
          <>
            <b>
              <PersonName userId={message.authorId} />
            </b>{" "}
            {toPreviewText(message.text) || t("file")}
          </>
        )}
      </span>
      <IconAction size="sm" label={t("cancel")} onClick={onCancel}>
        <IconX size={16} stroke={1.75} />
      </IconAction>
    </div>
  );
}
