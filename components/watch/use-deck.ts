"use client";
import { useState, useSyncExternalStore } from "react";
import { makeDeck } from "#lib/deck.ts";
import type { Deck, DeckState } from "#lib/deck.ts";
import { takeTurn } from "../ui/one-at-a-time.ts";

export function useDeck(): Deck {
  const [deck] = useState(() => {
    const made: Deck = makeDeck({ eachFrame, onPlay: () => takeTurn(made.pause) });
    return made;
  });
  return deck;
}

export function useDeckState(deck: Deck): DeckState {
  return useSyncExternalStore(deck.onState, deck.state, deck.state);
}

/** Changes with every picture while it plays: for the smallest part of the page only. */
export function useDeckHead(deck: Deck): number {
  return useSyncExternalStore(deck.onHead, deck.headSeconds, deck.headSeconds);
}

function eachFrame(callback: () => void): () => void {
  let request = requestAnimationFrame(function frame() {
    request = requestAnimationFrame(frame);
    callback();
  });
  return () => cancelAnimationFrame(request);
}
