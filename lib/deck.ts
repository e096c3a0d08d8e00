/**
 * One play head over one to four clips: what is pressed counts for all of them, and they stay together. Knows no React,
 * and of a `<video>` only what it uses, so that its rules can be tried without a browser.
 */
import { type DeckClip, driftSeconds, follow, hasBytes, isOver, lengthOf, place } from "./deck-clip.ts";
import { assumedFrameRate, makeFrameWatch } from "./frame-rate.ts";

export interface DeckState {
  /** Whether playing is wanted; while it waits for bytes nothing moves all the same. */
  isPlaying: boolean;
  isWaiting: boolean;
  /** Of the longest clip; 0 until one is known. */
  durationSeconds: number;
  /** Some clip is over before the longest is. */
  isUneven: boolean;
  rate: number;
  isLooping: boolean;
  isMuted: boolean;
  /** The clip that is heard: one at a time. */
  soundOf: string | null;
  /** Frames a second as they were seen; null until enough were. */
  frameRate: number | null;
}

interface DeckOptions {
  /** Calls back before each picture until it is told to stop. */
  eachFrame: (callback: () => void) => () => void;
  /** Playing begins here, so whatever else plays on the page has to stop. */
  onPlay: () => void;
}

export type Deck = ReturnType<typeof makeDeck>;

const haveMetadata = 1;

export function makeDeck({ eachFrame, onPlay }: DeckOptions) {
  const clips = new Map<string, DeckClip>();
  const frames = makeFrameWatch();
  const stateListeners = new Set<() => void>();
  const headListeners = new Set<() => void>();
  let stopFrames: (() => void) | null = null;
  let headSeconds = 0;
  let state: DeckState = {
    isPlaying: false,
    isWaiting: false,
    durationSeconds: 0,
    isUneven: false,
    rate: 1,
    isLooping: false,
    isMuted: false,
    soundOf: null,
    frameRate: null,
  };

  function set(change: Partial<DeckState>) {
    state = { ...state, ...change };
    if (state.isPlaying) stopFrames ??= eachFrame(keepTogether);
    else {
      stopFrames?.();
      stopFrames = null;
    }
    for (const listener of stateListeners) listener();
  }

  function moveHead(seconds: number) {
    headSeconds = seconds;
    for (const listener of headListeners) listener();
  }

  /** The longest clip is the clock. */
  function leader(): DeckClip | undefined {
    return [...clips.values()].reduce<DeckClip | undefined>(
      (best, clip) => (best === undefined || lengthOf(clip) > lengthOf(best) ? clip : best),
      undefined,
    );
  }

  function add(key: string, clip: DeckClip): () => void {
    const listeners = {
      loadedmetadata: () => ready(clip),
      ended: () => ended(clip),
      pause: () => pausedFromOutside(clip),
      play: () => playedFromOutside(clip),
    };
    for (const [type, listener] of Object.entries(listeners)) clip.addEventListener(type, listener);
    clips.set(key, clip);
    clip.playbackRate = state.rate;
    settle();
    if (clip.readyState >= haveMetadata) ready(clip);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) clip.removeEventListener(type, listener);
      clip.pause();
      clips.delete(key);
      frames.forget(key);
      settle();
      if (clips.size > 0) return;
      set({ isPlaying: false, isWaiting: false, frameRate: null });
      moveHead(0);
    };
  }

  /** What depends on which clips there are. */
  function settle(change: Partial<DeckState> = {}) {
    state = { ...state, ...change };
    const [first = null] = clips.keys();
    const soundOf = state.soundOf !== null && clips.has(state.soundOf) ? state.soundOf : first;
    const lengths = [...clips.values()].map(lengthOf).filter((length) => length > 0);
    const durationSeconds = Math.max(0, ...lengths);
    set({ soundOf, durationSeconds, isUneven: lengths.some((length) => durationSeconds - length > 0.1) });
    for (const [key, clip] of clips) {
      clip.muted = state.isMuted || key !== soundOf;
      // A single clip repeats without a gap by itself; several have to begin again together.
      clip.loop = state.isLooping && clips.size === 1;
    }
  }

  function ready(clip: DeckClip) {
    settle();
    if (headSeconds > 0) place(clip, headSeconds);
    if (state.isPlaying) start();
  }

  function play() {
    if (clips.size === 0) return;
    if (isOver(headSeconds, state.durationSeconds)) seek(0);
    onPlay();
    set({ isPlaying: true, isWaiting: false });
    start();
  }

  function start() {
    for (const clip of clips.values()) {
      if (clip !== leader() && isOver(headSeconds, lengthOf(clip))) continue;
      if (Math.abs(clip.currentTime - headSeconds) > driftSeconds.seen) clip.currentTime = headSeconds;
      clip.playbackRate = state.rate;
      clip.play().catch(refused);
    }
  }

  /** Without a press of their own, browsers refuse sound; what was merely interrupted by a pause is no refusal. */
  function refused(error: unknown) {
    if (error instanceof Error && error.name === "NotAllowedError") pause();
  }

  function pause() {
    set({ isPlaying: false, isWaiting: false });
    for (const clip of clips.values()) clip.pause();
    const clock = leader();
    if (clock !== undefined) seek(clock.currentTime);
  }

  function seek(seconds: number) {
    const to = Math.min(Math.max(0, seconds), state.durationSeconds);
    for (const clip of clips.values()) place(clip, to);
    moveHead(to);
  }

  /** To the middle of a frame, so that rounding never shows its neighbour. */
  function step(count: number) {
    pause();
    const rate = state.frameRate ?? assumedFrameRate;
    const frame = Math.floor(headSeconds * rate + 0.01) + count;
    seek((frame + 0.5) / rate);
  }

  function keepTogether() {
    const clock = leader();
    if (clock === undefined) return;
    const playing = [...clips.values()].filter(
      (clip) => clip === clock || !isOver(clock.currentTime, lengthOf(clip) - driftSeconds.seen),
    );
    if (!playing.every(hasBytes)) return waitFor(playing);
    if (state.isWaiting) {
      set({ isWaiting: false });
      start();
    }
    moveHead(clock.currentTime);
    for (const clip of clips.values()) {
      if (clip === clock) continue;
      // A clip that is over holds its last frame until the head comes back.
      if (!playing.includes(clip)) clip.pause();
      else {
        follow(clip, headSeconds, state.rate);
        if (clip.paused) clip.play().catch(refused);
      }
    }
  }

  /** One that has no bytes stays "playing", for some browsers load nothing else; the others stand still meanwhile. */
  function waitFor(playing: readonly DeckClip[]) {
    if (!state.isWaiting) set({ isWaiting: true });
    if (clips.size === 1) return;
    for (const clip of playing) if (hasBytes(clip)) clip.pause();
  }

  function ended(clip: DeckClip) {
    if (clip !== leader() || !state.isPlaying) return;
    if (state.isLooping) {
      seek(0);
      start();
      return;
    }
    set({ isPlaying: false, isWaiting: false });
    for (const other of clips.values()) other.pause();
    moveHead(state.durationSeconds);
  }

  /** By a media key, or because a phone's own full screen was left. */
  function pausedFromOutside(clip: DeckClip) {
    if (state.isPlaying && !state.isWaiting && clip === leader() && clip.paused && !clip.ended) pause();
  }

  function playedFromOutside(clip: DeckClip) {
    if (!state.isPlaying && clip === leader() && !clip.paused) play();
  }

  function sawFrame(key: string, mediaSeconds: number) {
    if (!state.isPlaying) return;
    const frameRate = frames.saw(key, mediaSeconds);
    if (frameRate !== state.frameRate) set({ frameRate });
  }

  return {
    add,
    play,
    pause,
    seek,
    step,
    sawFrame,
    toggle: () => (state.isPlaying ? pause() : play()),
    setRate(rate: number) {
      set({ rate });
      for (const clip of clips.values()) clip.playbackRate = rate;
    },
    setLooping: (isLooping: boolean) => settle({ isLooping }),
    setMuted: (isMuted: boolean) => settle({ isMuted }),
    hear: (soundOf: string) => settle({ soundOf, isMuted: false }),
    state: () => state,
    headSeconds: () => headSeconds,
    onState: (listener: () => void) => listen(stateListeners, listener),
    onHead: (listener: () => void) => listen(headListeners, listener),
  };
}

function listen(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
