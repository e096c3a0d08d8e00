/** The prompts that were sent from this browser: to be found, used again, starred and forgotten. Kept here only. */
import { folded, searchWords } from "./folded.ts";

export interface PastPrompt {
  prompt: string;
  sent_at: number;
  starred: boolean;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const storageKey = "clipdesk.prompts";
/** Beyond this the oldest go that have no star. */
const keptPrompts = 200;

/** Latest first. */
export function readHistory(storage: Shelf | null): PastPrompt[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPastPrompt) : [];
  } catch {
    // Barred, or written by something else: there is no history.
    return [];
  }
}

export function recordPrompts(storage: Shelf | null, prompts: readonly string[], now: number): void {
  const known = readHistory(storage);
  const starred = new Set(known.filter((past) => past.starred).map(({ prompt }) => prompt));
  const sent = [...new Set(prompts)].map((prompt) => ({ prompt, sent_at: now, starred: starred.has(prompt) }));
  write(storage, [...sent, ...known.filter(({ prompt }) => !prompts.includes(prompt))]);
}

export function starPrompt(storage: Shelf | null, prompt: string, starred: boolean): PastPrompt[] {
  return write(
    storage,
    readHistory(storage).map((past) => (past.prompt === prompt ? { ...past, starred } : past)),
  );
}

export function forgetPrompt(storage: Shelf | null, prompt: string): PastPrompt[] {
  return write(
    storage,
    readHistory(storage).filter((past) => past.prompt !== prompt),
  );
}

/** All but the starred. */
export function forgetUnstarred(storage: Shelf | null): PastPrompt[] {
  return write(
    storage,
    readHistory(storage).filter(({ starred }) => starred),
  );
}

/** Every word must occur; case and width do not matter, and Chinese needs no spaces. */
export function findPrompts(history: readonly PastPrompt[], sought: string): PastPrompt[] {
  const words = searchWords(sought);
  return history.filter(({ prompt }) => words.every((word) => folded(prompt).includes(word)));
}

function write(storage: Shelf | null, history: readonly PastPrompt[]): PastPrompt[] {
  let room = keptPrompts;
  const kept = history.filter(({ starred }) => starred || room-- > 0);
  try {
    storage?.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Barred or full storage costs only the history.
  }
  return kept;
}

function isPastPrompt(value: unknown): value is PastPrompt {
  if (typeof value !== "object" || value === null) return false;
  return (
    "prompt" in value &&
    typeof value.prompt === "string" &&
    "sent_at" in value &&
    typeof value.sent_at === "number" &&
    "starred" in value &&
    typeof value.starred === "boolean"
  );
}
