interface Tone {
  readonly frequencies: readonly number[];
  /** of one sound, in seconds */
  readonly lengthS: number;
  readonly everyMs: number;
  readonly volume: number;
}

/** ring: somebody calls me · wait: I call somebody */
const tones = {
  ring: { frequencies: [660, 880, 660, 880], lengthS: 0.18, everyMs: 2_400, volume: 0.12 },
  wait: { frequencies: [425], lengthS: 0.9, everyMs: 4_000, volume: 0.03 },
} as const satisfies Record<string, Tone>;

let context: AudioContext | null = null;

function play({ frequencies, lengthS, volume }: Tone): void {
  context ??= new AudioContext();
  // Browsers sound only after the person has touched the page.
  if (context.state !== "running") return void context.resume().catch(() => undefined);
  for (const [index, frequency] of frequencies.entries()) {
    const startsAt = context.currentTime + index * lengthS;
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(volume, startsAt);
    gain.gain.setTargetAtTime(0, startsAt + lengthS * 0.8, 0.02);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(startsAt);
    oscillator.stop(startsAt + lengthS + 0.1);
  }
}

/** Sounds again and again. @returns ends it */
export function startTone(name: keyof typeof tones): () => void {
  const tone = tones[name];
  play(tone);
  const timer = setInterval(() => play(tone), tone.everyMs);
  return () => clearInterval(timer);
}
