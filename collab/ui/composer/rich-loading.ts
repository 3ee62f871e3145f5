import { useEffect, useState } from "react";
import type { RefObject } from "react";
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
  readonly hadFocus: boolean;
}

/** Brings the field with live formatting when it has come and the writer is at rest; without it one writes on in the plain one. */
export function useRichField(field: RefObject<FieldHandle | null>): Switching {
  const [state, setState] = useState({ openEditor: loaded, hadFocus: false });
  const [isLoaded, setLoaded] = useState(loaded !== null);
  const settle = (): void => {
    if (state.openEditor !== null || loaded === null || !field.current?.isAtRest()) return;
    setState({ openEditor: loaded, hadFocus: field.current.hasFocus() });
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
  return { ...state, settle };
}
