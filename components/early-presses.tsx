"use client";
import { useEffect, useLayoutEffect, useRef } from "react";

declare global {
  interface Window {
    /**
     * Buttons, and what selects a tile, that were pressed before this page's script was done with the page, and the last
     * press of each; gone once it is.
     */
    earlyPresses?: Map<HTMLElement, Event>;
  }
}

/** Later than this a person has given up, and would not expect it any more. */
const honouredForMs = 20_000;

/** In the page itself, so that it listens from the first moment. A form's own button needs no script, or waits for it. */
const listen = `earlyPresses=new Map;addEventListener("click",e=>{let t=e.target.closest?.("button[type=button],[data-tile] input");t&&window.earlyPresses?.set(t,e)},true)`;

/** A press while the script is on its way is done when it has come; one that was repeated in impatience, once. */
export function EarlyPresses({ nonce }: { nonce: string | undefined }) {
  const early = useRef<[HTMLElement, Event][]>([]);

  useLayoutEffect(() => {
    if (window.earlyPresses === undefined) return;
    // A press that is under way makes React take the page over at once, and then sees to itself, as all later ones do.
    early.current = [...window.earlyPresses].filter(([, press]) => press.eventPhase === Event.NONE);
    delete window.earlyPresses;
  }, []);

  useEffect(() => {
    // When React is done here: what it has not taken over yet, it does at a press, but not from within its own work.
    queueMicrotask(() => {
      for (const [pressed, press] of early.current.splice(0)) {
        if (pressed.isConnected && performance.now() - press.timeStamp < honouredForMs) pressed.click();
      }
    });
  }, []);

  // Browsers hide the nonce from scripts, so what they show of it never is what the server wrote.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />;
}
