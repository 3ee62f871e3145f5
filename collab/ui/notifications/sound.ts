let context: AudioContext | null = null;

const notes = [660, 880] as const;
const noteS = 0.09;

/** Two short quiet tones. Silent until the person has touched the page: browsers ask for that. */
export function playChime(): void {
  context ??= new AudioContext();
  if (context.state !== "running") return void context.resume().catch(() => undefined);
  for (const [index, frequency] of notes.entries()) {
    const startsAt = context.currentTime + index * noteS;
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0.06, startsAt);
    gain.gain.exponentialRampToValueAtTime(0.001, startsAt + noteS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(startsAt);
    oscillator.stop(startsAt + noteS);
  }
}
