"use client";
import { useEffect } from "react";

declare global {
  interface Window {
    /** Buttons that were pressed before this page's script listened, and when; gone once it does. */
    earlyPresses?: Map<HTMLElement, number>;
  }
}

/** Later than this a person has given up, and would not expect it any more. */
const honouredForMs = 10_000;

/** In the page itself, so that it listens from the first moment. A form's own button needs no script, or waits for it. */
const listen = `earlyPresses=new Map;addEventListener("click",({target:t,timeStamp:s})=>{if(t=t.closest?.("button[type=button]"))window.earlyPresses?.set(t,s)},true)`;

/** A press while the script is on its way is done when it has come; one that was repeated in impatience, once. */
export function EarlyPresses({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    const presses = window.earlyPresses ?? [];
    delete window.earlyPresses;
    // When React is done here: what it has not taken over yet, it does at a press, but not from within its own work.
    queueMicrotask(() => {
      for (const [button, pressedAt] of presses) {
        if (button.isConnected && performance.now() - pressedAt < honouredForMs) button.click();
      }
    });
  }, []);
  // Browsers hide the nonce from scripts, so what they show of it never is what the server wrote.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />;
}
