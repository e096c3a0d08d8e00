"use client";
import { useEffect, useEffectEvent } from "react";
import { areShortcutsOn, shortcutOf } from "#lib/shortcuts.ts";
import type { Shortcut } from "#lib/shortcuts.ts";
import { deskStorage } from "./storage.ts";

/** What a key does here. `false` leaves the key to the browser. */
export type ShortcutHandlers = Partial<Record<Shortcut, (event: KeyboardEvent) => boolean | void>>;

/** Listens for the keys of the table (lib/shortcuts.ts) for as long as the component is there. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const shortcut = shortcutOf(event);
    const handle = shortcut === null ? undefined : handlers[shortcut];
    if (handle === undefined || !areShortcutsOn(deskStorage())) return;
    if (handle(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
