/** A value that changes: immutable snapshots, one call per change. Fits React's `useSyncExternalStore`. */
export interface Readable<T> {
  getSnapshot(): T;
  /** @returns takes the listener away */
  subscribe(listener: () => void): () => void;
}

export interface Writable<T> extends Readable<T> {
  set(next: T): void;
  update(change: (current: T) => T): void;
}

/** @param onFirst runs when the first listener comes; what it returns runs when the last one has gone */
export function createWritable<T>(initial: T, onFirst?: () => () => void): Writable<T> {
  let value = initial;
  let stop: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of listeners) listener();
  };
  return {
    getSnapshot: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) stop = onFirst?.();
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** A part of another value; changes only when the part does. */
export function selectReadable<T, Part>(source: Readable<T>, select: (value: T) => Part): Readable<Part> {
  return {
    getSnapshot: () => select(source.getSnapshot()),
    subscribe: (listener) => {
      let last = select(source.getSnapshot());
      return source.subscribe(() => {
        const next = select(source.getSnapshot());
        if (Object.is(next, last)) return;
        last = next;
        listener();
      });
    },
  };
}
