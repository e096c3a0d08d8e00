/** One clip under the deck's play head (deck.ts): as much of a `<video>` as is used, and the arithmetic of its place. */
export interface DeckClip {
  currentTime: number;
  readonly duration: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly readyState: number;
  playbackRate: number;
  muted: boolean;
  loop: boolean;
  play: () => Promise<void>;
  pause: () => void;
  addEventListener: (type: string, listener: () => void) => void;
  removeEventListener: (type: string, listener: () => void) => void;
}

/** Within this nobody sees a difference; beyond the second a clip is set right at once, in between it is nudged. */
export const driftSeconds = { seen: 0.015, far: 0.25 };
const maxNudge = 0.2;
/** Where a clip counts as over: the last frame of 60 a second still lies before this. */
const endSlackSeconds = 0.02;
const haveFutureData = 3;

export function lengthOf(clip: DeckClip): number {
  return Number.isFinite(clip.duration) ? clip.duration : 0;
}

export function isOver(seconds: number, lengthSeconds: number): boolean {
  return seconds >= lengthSeconds - 2 * endSlackSeconds;
}

export function hasBytes(clip: DeckClip): boolean {
  return clip.readyState >= haveFutureData || isOver(clip.currentTime, lengthOf(clip));
}

export function place(clip: DeckClip, seconds: number): void {
  const at = Math.max(0, Math.min(seconds, lengthOf(clip) - endSlackSeconds));
  if (clip.currentTime !== at) clip.currentTime = at;
}

/** Brings a clip that plays back to the head: by its speed, so that nothing jumps, or at once when it is far off. */
export function follow(clip: DeckClip, headSeconds: number, rate: number): void {
  const drift = clip.currentTime - headSeconds;
  const size = Math.abs(drift);
  if (size > driftSeconds.far) clip.currentTime = headSeconds;
  const nudge = size < driftSeconds.seen ? 0 : Math.min(maxNudge, size) * Math.sign(drift);
  const wanted = rate * (1 - nudge);
  if (clip.playbackRate !== wanted) clip.playbackRate = wanted;
}
