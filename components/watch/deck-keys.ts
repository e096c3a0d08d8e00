"use client";
import { useEffect, useEffectEvent } from "react";
import type { RefObject } from "react";
import type { Deck } from "#lib/deck.ts";

export const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

export interface DeckKeys {
  deck: Deck;
  onFullScreen: () => void;
  /** Null: not the player's. */
  onArrow: ((direction: -1 | 1) => void) | null;
}

/** Before anything else hears of it: the list behind a dialog has keys of its own. */
export function useKeys(place: RefObject<HTMLElement | null> | null, onPress: (event: KeyboardEvent) => boolean): void {
  const press = useEffectEvent((event: Event) => {
    if (!(event instanceof KeyboardEvent) || !onPress(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const target = place === null ? window : place.current;
    if (target === null) return;
    const listener = (event: Event) => press(event);
    target.addEventListener("keydown", listener, true);
    return () => target.removeEventListener("keydown", listener, true);
  }, [place]);
}

/** Nowhere: for a view that is closed. */
export const noElement = { current: null };

export function pressArrow(event: KeyboardEvent, onArrow: (direction: -1 | 1) => void): boolean {
  if (hasModifier(event) || isTakenBy(event.target, event.key)) return false;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
  onArrow(event.key === "ArrowLeft" ? -1 : 1);
  return true;
}

/** @returns whether the key was one of the player's, and is used up */
export function pressDeckKey(event: KeyboardEvent, { deck, onFullScreen, onArrow }: DeckKeys): boolean {
  if (onArrow !== null && pressArrow(event, onArrow)) return true;
  if (hasModifier(event)) return false;
  if (isTakenBy(event.target, event.key)) return false;
  const { isLooping, isMuted } = deck.state();
  // A key that is held goes on frame by frame, but switches once.
  if (event.repeat && " klmf".includes(event.key.toLowerCase())) return true;
  switch (event.key.toLowerCase()) {
    case " ":
    case "k":
      deck.toggle();
      return true;
    case ",":
      deck.step(-1);
      return true;
    case ".":
      deck.step(1);
      return true;
    case "<":
      changeSpeed(deck, -1);
      return true;
    case ">":
      changeSpeed(deck, 1);
      return true;
    case "l":
      deck.setLooping(!isLooping);
      return true;
    case "m":
      deck.setMuted(!isMuted);
      return true;
    case "f":
      onFullScreen();
      return true;
    default:
      return false;
  }
}

export function seekBy(deck: Deck, seconds: number): void {
  deck.seek(deck.headSeconds() + seconds);
}

function changeSpeed(deck: Deck, by: -1 | 1): void {
  const next = speeds[speeds.indexOf(deck.state().rate) + by];
  if (next !== undefined) deck.setRate(next);
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
}

/** Keys that mean something to what has the focus: letters in a field, arrows in a slider, the space bar on a button. */
function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  const typing =
    "textarea, select, [contenteditable], [role=menu], input:not([type=range], [type=radio], [type=checkbox])";
  if (target.closest(typing) !== null || isElsewhere(target)) return true;
  if (key.startsWith("Arrow")) return target.closest("input") !== null;
  return key === " " && target.closest("button, a, input, summary") !== null;
}

/** In a dialog over the player's, as that of the links to the video: its keys must not change what it is about. */
function isElsewhere(target: Element): boolean {
  const dialog = target.closest("[role=dialog]");
  return dialog !== null && dialog.querySelector("[data-deck]") === null;
}
