import { useState } from "react";
import type { Tile } from "./state.ts";

/** Who speaks, or spoke last; never oneself while others are there. */
export function useSpeaker(tiles: readonly Tile[]): Tile | undefined {
  const [lastIdentity, setLastIdentity] = useState<string | null>(null);
  const others = tiles.filter(({ isLocal }) => !isLocal);
  const last = others.find(({ identity }) => identity === lastIdentity);
  const speaking = last?.isSpeaking ? last : others.find(({ isSpeaking }) => isSpeaking);
  if (speaking && speaking.identity !== lastIdentity) setLastIdentity(speaking.identity);
  return speaking ?? last ?? others[0] ?? tiles[0];
}
