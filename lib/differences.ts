/** In what the requests of several takes differ. Pure. */
import type { VideoRequest } from "./create-call.ts";

export const settings = ["model", "prompt", "aspect_ratio", "size", "images"] as const;
export type Setting = (typeof settings)[number];

/** What is the same for all is said once, and only the rest take by take. */
export function compareSettings(requests: readonly VideoRequest[]): { same: Setting[]; different: Setting[] } {
  const isSame = (setting: Setting) => new Set(requests.map((request) => JSON.stringify(request[setting]))).size <= 1;
  return { same: settings.filter(isSame), different: settings.filter((setting) => !isSame(setting)) };
}

/** The middle of each text, between the words that all of them begin and end with. */
export interface Parted {
  before: string;
  middle: string;
  after: string;
}

export function partTexts(texts: readonly string[]): Parted[] {
  const split = texts.map(wordsOf);
  const shortest = Math.min(...split.map((words) => words.length));
  const begin = count(shortest, (index) => isSameIn(split, (words) => words[index]));
  const end = count(shortest - begin, (index) => isSameIn(split, (words) => words[words.length - 1 - index]));
  return split.map((words) => ({
    before: words.slice(0, begin).join(""),
    middle: words.slice(begin, words.length - end).join(""),
    after: words.slice(words.length - end).join(""),
  }));
}

/** Also where no blanks stand between words, as in Chinese. */
function wordsOf(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)].map(({ segment }) => segment);
}

function isSameIn(split: readonly string[][], pick: (words: string[]) => string | undefined): boolean {
  return new Set(split.map(pick)).size === 1;
}

function count(max: number, holds: (index: number) => boolean): number {
  let index = 0;
  while (index < max && holds(index)) index += 1;
  return index;
}
