"use client";
import { useRef } from "react";
import type { FormEvent, KeyboardEvent, MouseEvent } from "react";
import type { Press } from "#lib/outbox.ts";

/** Handlers for the form that tell one press from the next: held keys, double clicks, and the Enter of an input method. */
export function usePress(onPress: (press: Press) => void) {
  const press = useRef<Press>({ at: 0, isRepeat: false });
  const isComposing = useRef(false);

  return {
    /** A click without a count is what the browser makes of a key, so it is a repeat when the key is held down. */
    onClickCapture({ detail, timeStamp }: MouseEvent) {
      press.current = { at: timeStamp, isRepeat: detail === 0 ? press.current.isRepeat : detail > 1 };
    },
    onKeyDownCapture(event: KeyboardEvent) {
      press.current = { at: event.timeStamp, isRepeat: event.repeat };
      if (event.key !== "Enter" && event.key !== "Process") return;
      // Safari ends the composition before it tells of the key, and marks that key with 229 only.
      isComposing.current = event.nativeEvent.isComposing || event.keyCode === 229;
      if (!(event.ctrlKey || event.metaKey) || isComposing.current) return;
      event.preventDefault();
      onPress(press.current);
    },
    onKeyUpCapture() {
      press.current = { ...press.current, isRepeat: false };
      isComposing.current = false;
    },
    onSubmit(event: FormEvent) {
      event.preventDefault();
      if (!isComposing.current) onPress(press.current);
    },
  };
}
