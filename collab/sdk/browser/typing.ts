import type { UserId } from "@veche/collab-domain/directory";

/** A sign of typing is shown this long. */
const shownMs = 6_000;

/** Who types now; each one vanishes by itself. */
export class TypingUsers {
  readonly #onChange: (userIds: readonly UserId[]) => void;
  readonly #timers = new Map<UserId, ReturnType<typeof setTimeout>>();

  constructor(onChange: (userIds: readonly UserId[]) => void) {
    this.#onChange = onChange;
  }

  add(userId: UserId): void {
    clearTimeout(this.#timers.get(userId));
    const isNew = !this.#timers.has(userId);
    this.#timers.set(
      userId,
      setTimeout(() => this.remove(userId), shownMs),
    );
    if (isNew) this.#onChange([...this.#timers.keys()]);
  }

  remove(userId: UserId): void {
    clearTimeout(this.#timers.get(userId));
    if (this.#timers.delete(userId)) this.#onChange([...this.#timers.keys()]);
  }
}
