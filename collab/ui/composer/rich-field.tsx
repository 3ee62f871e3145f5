import { markdownClass, toOwnPath } from "@veche/web/markdown";
import { useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";
import { useHost } from "../context/index.ts";
import { mentionClass } from "../thread/index.ts";
import { useSendKey } from "./send-key.ts";
import type { FieldProps } from "./field.ts";
import { decideKey } from "./keys.ts";
import { LinkDialog } from "./link-dialog.tsx";
import type { openEditor } from "./rich/index.ts";
import type { EditorEvents, RichEditor } from "./rich/index.ts";
import classes from "./rich-field.module.css";
import { suggestingAttributes } from "./suggesting.ts";

interface RichFieldProps extends FieldProps {
  /** comes from the part of the program that is loaded later */
  readonly openEditor: typeof openEditor;
  /** whether the field before it had the focus when it was taken away */
  readonly hadFocus: RefObject<boolean>;
}

/** Where one writes and sees at once how it will look. */
export function RichField(props: RichFieldProps): ReactNode {
  const { handle, placeholder, suggesting } = props;
  const mount = useRef<HTMLDivElement>(null);
  const editor = useRef<RichEditor>(null);
  const [linking, setLinking] = useState<string | null>(null);
  const events = useEditorEvents(props, setLinking);
  const shown = useRef(placeholder);
  const open = useEffectEvent((element: HTMLElement) =>
    props.openEditor({
      element,
      markdown: props.initial,
      takesFocus: props.hadFocus.current,
      fieldClass: `${markdownClass} ${classes.field}`,
      mentionClass,
      placeholder: () => shown.current,
      events,
    }),
  );
  // Before anything else happens: what is typed between the fields would be lost.
  useLayoutEffect(() => {
    const opened = open(mount.current!);
    editor.current = opened;
    return () => opened.stop();
  }, []);
  useEffect(() => {
    shown.current = placeholder;
    editor.current?.describe({ "aria-label": placeholder, ...suggestingAttributes(suggesting) });
  });
  useImperativeHandle(handle, () => ({
    load: (markdown) => editor.current?.load(markdown),
    focus: () => editor.current?.focus(),
    isAtRest: () => true,
    format: (name) => editor.current?.format(name),
    insert: (text) => editor.current?.insert(text),
    pick: (suggestion) => suggesting.ask && editor.current?.pick(suggestion, suggesting.ask),
  }));
  const link = (href: string | null): void => {
    setLinking(null);
    editor.current?.link(href);
  };
  return (
    <>
      <div ref={mount} className={classes.mount} />
      {linking !== null && <LinkDialog href={linking} onChosen={link} onClose={() => setLinking(null)} />}
    </>
  );
}

/** What the editor tells, heard by the present properties of the field. */
function useEditorEvents(props: FieldProps, onLink: (href: string) => void): EditorEvents {
  const { suggesting, onChange, onFormats, onAct, onFiles } = props;
  const host = useHost();
  const [sendKey] = useSendKey();
  const present = useRef<EditorEvents>(null);
  useEffect(() => {
    present.current = {
      onChange,
      onFormats,
      onAsk: suggesting.setAsk,
      onKey: (event, place) => {
        const act = decideKey(event, { ...place, isSuggesting: suggesting.items.length > 0, sendKey });
        if (act === null || act === "newLine") return act;
        onAct(act);
        return "handled";
      },
      onFiles,
      onLink,
      findRecord: async (address) => {
        const href = toOwnPath(address, location.origin);
        const [card] = href === null ? [] : await host.resolveRecords([href]).catch(() => []);
        return href !== null && card ? { href, title: card.title } : null;
      },
    };
  });
  const [heard] = useState<EditorEvents>(() => ({
    onChange: (markdown) => present.current?.onChange(markdown),
    onFormats: (names) => present.current?.onFormats(names),
    onAsk: (ask) => present.current?.onAsk(ask),
    onKey: (event, place) => present.current?.onKey(event, place) ?? null,
    onFiles: (files) => present.current?.onFiles(files),
    onLink: (href) => present.current?.onLink(href),
    findRecord: async (address) => (await present.current?.findRecord(address)) ?? null,
  }));
  return heard;
}
