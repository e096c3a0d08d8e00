/**
 * The keys of the desk, in one table: the pages listen by it and the help lists it. A key works only by itself, never
 * while somebody types, plays a clip or is in a dialog; and a person can turn all of them off, because speech input and
 * slips of the hand press single letters too (WCAG 2.1.4). Knows no React.
 */
export const shortcuts = {
  search: ["/"],
  compose: ["n"],
  walk: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  play: [" "],
  open: ["Enter"],
  star: ["s"],
  select: ["x"],
  trash: ["Delete", "Backspace"],
  clear: ["Escape"],
  help: ["?"],
} as const satisfies Record<string, readonly string[]>;
export type Shortcut = keyof typeof shortcuts;

/** In the order in which the help tells them. */
export const shortcutNames = Object.keys(shortcuts) as Shortcut[]; // the keys of the table that the type is made of

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Held down. */
  repeat: boolean;
  isComposing: boolean;
  target: EventTarget | null;
}

/** Shift is no modifier here: on many keyboards `/` and `?` need it. */
export function shortcutOf(press: KeyPress): Shortcut | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || isTaken(press.target)) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const found = shortcutNames.find((name) => shortcuts[name].some((known) => known === key)) ?? null;
  // A key that is held walks on; it must not take one job after another to the trash.
  return press.repeat && found !== "walk" ? null : found;
}

/** Where keys mean something else: text, choices, clips with their own controls, and everything above the page. */
const takenBy =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], video, audio, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

function isTaken(target: EventTarget | null): boolean {
  return typeof Element !== "undefined" && target instanceof Element && target.closest(takenBy) !== null;
}

type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const storageKey = "clipdesk.shortcuts";

/** On until a person turns them off in this browser. */
export function areShortcutsOn(memory: Memory | null): boolean {
  try {
    return memory?.getItem(storageKey) !== "off";
  } catch {
    return true; // storage that is barred remembers no wish
  }
}

export function turnShortcuts(memory: Memory | null, isOn: boolean): void {
  try {
    if (isOn) memory?.removeItem(storageKey);
    else memory?.setItem(storageKey, "off");
  } catch {
    // Barred or full storage: the wish cannot be kept beyond this page.
  }
}
