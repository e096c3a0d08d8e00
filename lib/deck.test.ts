import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeckClip } from "./deck-clip.ts";
import { makeDeck } from "./deck.ts";

test("a press counts for all clips: play, pause, seek, speed", () => {
  const { deck, frame, clips } = scene({ a: 5, b: 5 });
  deck.play();
  run(frame, clips, 1);
  assert.deepEqual(
    clips.map(({ paused }) => paused),
    [false, false],
  );
  near(deck.headSeconds(), 1);
  deck.seek(3);
  deck.setRate(0.5);
  run(frame, clips, 1);
  for (const clip of clips) near(clip.currentTime, 3.5);
  deck.pause();
  assert.ok(clips.every(({ paused }) => paused));
  assert.equal(new Set(clips.map(({ currentTime }) => currentTime)).size, 1, "and they stand at the same time");
});

test("a clip that lags is brought back gently, and one that is far off at once", () => {
  const { deck, frame, clips } = scene({ a: 60, b: 60, c: 60 });
  const [, b, c] = clips;
  assert.ok(b !== undefined && c !== undefined);
  deck.play();
  run(frame, clips, 1);
  b.currentTime -= 0.1;
  c.currentTime -= 2;
  frame();
  assert.ok(b.playbackRate > 1 && b.playbackRate <= 1.2);
  near(c.currentTime, deck.headSeconds());
  run(frame, clips, 4);
  for (const clip of clips) near(clip.currentTime, deck.headSeconds(), 0.04);
  assert.equal(b.playbackRate, 1, "and then goes on at its own speed");
});

test("while one clip has no bytes all wait for it, and go on together", () => {
  const { deck, frame, clips } = scene({ a: 60, b: 60 });
  const [a, b] = clips;
  assert.ok(a !== undefined && b !== undefined);
  deck.play();
  run(frame, clips, 1);
  b.readyState = 2;
  run(frame, clips, 3);
  assert.ok(deck.state().isWaiting && a.paused);
  assert.equal(b.paused, false, "the one that waits stays in play, or nothing would be loaded for it");
  near(deck.headSeconds(), 1, 0.1);
  b.readyState = 4;
  run(frame, clips, 1);
  assert.deepEqual([deck.state().isWaiting, a.paused, b.paused], [false, false, false]);
  near(b.currentTime, a.currentTime, 0.04);
});

test("the longest clip is the clock: a shorter one holds its last frame, and begins again with the others", () => {
  const { deck, frame, clips } = scene({ short: 2, long: 5 });
  const [short, long] = clips;
  assert.ok(short !== undefined && long !== undefined);
  assert.deepEqual([deck.state().durationSeconds, deck.state().isUneven], [5, true]);
  deck.setLooping(true);
  deck.play();
  run(frame, clips, 3);
  assert.ok(short.paused && short.currentTime > 1.9 && !long.paused);
  deck.seek(1);
  run(frame, clips, 0.5);
  assert.equal(short.paused, false, "a head that is taken back finds it");
  near(short.currentTime, 1.5);
  run(frame, clips, 4);
  near(deck.headSeconds(), 0.5, 0.1);
  near(short.currentTime, long.currentTime, 0.04);
});

test("without repeating it stops at the end, and playing again begins at the start", () => {
  const { deck, frame, clips } = scene({ a: 2, b: 2 });
  deck.play();
  run(frame, clips, 2.2);
  assert.equal(deck.state().isPlaying, false);
  assert.equal(deck.headSeconds(), 2);
  deck.play();
  near(deck.headSeconds(), 0);
});

test("one sound at a time", () => {
  const { deck, clips } = scene({ a: 5, b: 5, c: 5 });
  const heard = () => clips.map(({ muted }) => !muted);
  assert.deepEqual(heard(), [true, false, false]);
  deck.hear("c");
  assert.deepEqual(heard(), [false, false, true]);
  deck.setMuted(true);
  assert.deepEqual(heard(), [false, false, false]);
  deck.hear("b");
  assert.deepEqual(heard(), [false, true, false]);
});

test("a step is one frame, of the rate that was seen, and stays within the clip", () => {
  const { deck, frame, clips } = scene({ a: 5 });
  deck.seek(1);
  deck.step(1);
  near(deck.headSeconds(), 25.5 / 24);
  deck.step(1);
  near(deck.headSeconds(), 26.5 / 24);
  deck.step(-1);
  near(deck.headSeconds(), 25.5 / 24);
  deck.seek(0);
  deck.play();
  for (let index = 0; index < 12; index += 1) deck.sawFrame("a", index / 50);
  run(frame, clips, 0.1);
  assert.equal(deck.state().frameRate, 50);
  deck.seek(1);
  deck.step(1);
  assert.equal(deck.state().isPlaying, false);
  near(deck.headSeconds(), 51.5 / 50);
  deck.seek(0);
  deck.step(-1);
  assert.equal(deck.headSeconds(), 0);
});

test("what a browser refuses is a pause, and what a media key does counts for all", async () => {
  const { deck, frame, clips } = scene({ a: 5, b: 5 });
  const [a, b] = clips;
  assert.ok(a !== undefined && b !== undefined);
  a.refuses = true;
  deck.play();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(deck.state().isPlaying, false);
  a.refuses = false;
  deck.play();
  run(frame, clips, 1);
  a.pause();
  assert.deepEqual([deck.state().isPlaying, b.paused], [false, true]);
  await a.play();
  assert.deepEqual([deck.state().isPlaying, b.paused], [true, false]);
});

test("the last clip that goes takes the head and the wish to play with it", () => {
  const { deck, frame, clips, removers } = scene({ a: 5 });
  deck.play();
  run(frame, clips, 1);
  for (const remove of removers) remove();
  assert.deepEqual([deck.state().isPlaying, deck.headSeconds(), deck.state().durationSeconds], [false, 0, 0]);
});

/** As much of a `<video>` as the deck uses, with a clock that the test moves. */
class FakeClip implements DeckClip {
  currentTime = 0;
  paused = true;
  ended = false;
  readyState = 4;
  playbackRate = 1;
  muted = false;
  loop = false;
  refuses = false;
  readonly duration: number;
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(duration: number) {
    this.duration = duration;
  }

  async play() {
    if (this.refuses) throw new DOMException("no press", "NotAllowedError");
    this.paused = false;
    this.ended = false;
    this.#fire("play");
  }

  pause() {
    if (this.paused) return;
    this.paused = true;
    this.#fire("pause");
  }

  advance(seconds: number) {
    if (this.paused || this.readyState < 3) return;
    this.currentTime = Math.min(this.duration, this.currentTime + seconds * this.playbackRate);
    if (this.currentTime < this.duration) return;
    if (this.loop) {
      this.currentTime = 0;
      return;
    }
    this.ended = true;
    this.pause();
    this.#fire("ended");
  }

  addEventListener(type: string, listener: () => void) {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener));
  }

  removeEventListener(type: string, listener: () => void) {
    this.#listeners.get(type)?.delete(listener);
  }

  #fire(type: string) {
    for (const listener of this.#listeners.get(type) ?? []) listener();
  }
}

function scene(durations: Record<string, number>) {
  let callback: (() => void) | null = null;
  const eachFrame = (wanted: () => void) => {
    callback = wanted;
    return () => {
      callback = null;
    };
  };
  const deck = makeDeck({ eachFrame, onPlay: () => {} });
  const clips = Object.values(durations).map((duration) => new FakeClip(duration));
  const removers = Object.keys(durations).map((key, index) => deck.add(key, clips[index] ?? new FakeClip(0)));
  return { deck, clips, removers, frame: () => callback?.() };
}

function run(frame: () => void, clips: readonly FakeClip[], seconds: number) {
  for (let passed = 0; passed < seconds - 1e-9; passed += 0.01) {
    for (const clip of clips) clip.advance(0.01);
    frame();
  }
}

function near(actual: number, expected: number, within = 0.03) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`);
}
