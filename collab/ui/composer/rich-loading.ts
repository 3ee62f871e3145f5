import { useCallback, useEffect, useRef, useState } from "react";
import type { RefCallback, RefObject } from "react";
import type { FieldHandle } from "./field.ts";
import type { openEditor } from "./rich/index.ts";

type OpenEditor = typeof openEditor;

let loaded: OpenEditor | null = null;

async function load(): Promise<void> {
  loaded = (await import("./rich/index.ts")).openEditor;
}

interface Switching {
  /** null: the plain field works on */
  readonly openEditor: OpenEditor | null;
  /** the writer may have come to rest: the field that waits may take the place of the plain one */
  readonly settle: () => void;
  /** of what stands around the plain field: sees it go */
  readonly around: RefCallback<HTMLElement>;
  /** whether the writer was in the plain field when it went: he may have come between the wish to change fields and the change */
  readonly hadFocus: RefObject<boolean>;
}

/** Brings the field with live formatting when it has come and the writer is at rest; without it one writes on in the plain one. */
export function useRichField(field: RefObject<FieldHandle | null>): Switching {
  const [openEditor, setOpenEditor] = useState(() => loaded);
  const hadFocus = useRef(false);
  const [isLoaded, setLoaded] = useState(loaded !== null);
  const settle = (): void => {
    if (openEditor === null && loaded !== null && field.current?.isAtRest()) setOpenEditor(() => loaded);
  };
  useEffect(() => {
    if (isLoaded) return undefined;
    let isGone = false;
    load().then(
      () => !isGone && setLoaded(true),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isLoaded]);
  const around = useCallback((element: HTMLElement) => () => void (hadFocus.current = element.contains(document.activeElement)), []);
  return { openEditor, settle, around, hadFocus };
}
