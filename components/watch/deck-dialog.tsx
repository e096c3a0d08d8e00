"use client";
import { useEffect, useRef } from "react";
import type { Deck } from "#lib/deck.ts";
import { Dialog } from "../ui/dialog.tsx";
import type { DialogProps } from "../ui/dialog.tsx";
import { takeTurn } from "../ui/one-at-a-time.ts";

interface DeckDialogProps extends Omit<DialogProps, "width" | "initialFocus"> {
  deck: Deck;
}

/** Over all of the list, for what plays under one play head. */
export function DeckDialog({ deck, children, ...rest }: DeckDialogProps) {
  const { isOpen } = rest;
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What plays on the page behind falls silent.
    if (isOpen) takeTurn(deck.pause);
    else deck.pause();
  }, [deck, isOpen]);

  return (
    // The focus goes to no button at first: the space bar is the player's.
    <Dialog {...rest} width="full" initialFocus={content}>
      <div ref={content} data-deck="" tabIndex={-1} className="-m-4 p-4 outline-none">
        {children}
      </div>
    </Dialog>
  );
}
