/**
 * What stands in the form, before anybody means it: texts as they were typed, right or wrong. Pure, and free of the
 * schemas: the page needs it at once.
 */
import { maxCount } from "./job-words.ts";
import type { Limits, Submission } from "./job.ts";

export interface Draft {
  prompt: string;
  /** Every line that is not blank is a prompt of its own. */
  per_line: boolean;
  aspect_ratio: string;
  size: string;
  /** Row by row; a blank row is no reference. */
  images: readonly string[];
  /** As it was typed, for a number field can hold what is no number. */
  count: string;
  /**
   * The key under which a press sends it. It is written down together with the draft, before any press: a draft that
   * comes back from a browser that died in the middle of a call is then sent as that very call. Any change takes it away.
   */
  key?: string | undefined;
}

/** What was asked for elsewhere and may be asked for again: by a job, a link, a request that was refused. */
export type Wish = Partial<Pick<Submission, "prompt" | "prompts" | "aspect_ratio" | "size" | "images">> & {
  count?: number | string | undefined;
};

/** Settings of a wish that this desk does not offer, with what was asked for. */
export type Unoffered = Partial<Record<"aspect_ratio" | "size" | "count", string>>;

export function blankDraft({ aspect_ratios, sizes }: Limits): Draft {
  return {
    prompt: "",
    per_line: false,
    aspect_ratio: aspect_ratios[0] ?? "",
    size: sizes[0] ?? "",
    images: [],
    count: "1",
  };
}

/** Nothing in it would be missed: settings alone are quickly chosen again. */
export function isBlank({ prompt, images }: Draft): boolean {
  return prompt.trim() === "" && images.every((url) => url.trim() === "");
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered({ prompt, per_line, aspect_ratio, size, images, count }: Draft) {
  return [prompt, per_line, aspect_ratio, size, images, count];
}

export function draftOf(wish: Wish, limits: Limits): { draft: Draft; unoffered: Unoffered } {
  const blank = blankDraft(limits);
  const count = String(wish.count ?? blank.count);
  const unoffered: Unoffered = {};
  const offered = (name: "aspect_ratio" | "size", words: readonly string[]) => {
    const word = wish[name];
    if (word === undefined || words.includes(word)) return word ?? blank[name];
    unoffered[name] = word;
    return blank[name];
  };
  const draft = {
    prompt: wish.prompts?.join("\n") ?? wish.prompt ?? "",
    per_line: wish.prompts !== undefined,
    aspect_ratio: offered("aspect_ratio", limits.aspect_ratios),
    size: offered("size", limits.sizes),
    images: wish.images ?? [],
    count: takesOf(count) === null ? blank.count : count,
  };
  if (takesOf(count) === null) unoffered.count = count;
  return { draft, unoffered };
}

/** The prompts with the numbers of their lines; without the switch all of the text is one. */
export function promptLines({
  prompt,
  per_line,
}: Pick<Draft, "prompt" | "per_line">): { text: string; line: number }[] {
  if (!per_line) return [{ text: prompt, line: 1 }];
  return prompt
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== "");
}

/** How often the relay would be paid; a form that is not in order counts as little as it may. */
export function paidCalls(draft: Draft): number {
  return Math.max(1, promptLines(draft).length) * (takesOf(draft.count) ?? 1);
}

function takesOf(count: string): number | null {
  const takes = count.trim() === "" ? Number.NaN : Number(count);
  return Number.isInteger(takes) && takes >= 1 && takes <= maxCount ? takes : null;
}

/** The request, unjudged, and where its parts stand in the form. */
export interface Request {
  body: Omit<Submission, "count"> & { count: number };
  /** The line of each prompt, from 1, and the row of each image, from 0. */
  lines: readonly number[];
  rows: readonly number[];
}

export function requestOf(draft: Draft): Request {
  const prompts = promptLines(draft);
  const rows = draft.images.flatMap((url, row) => (url.trim() === "" ? [] : [row]));
  const [only] = prompts;
  return {
    body: {
      ...(prompts.length > 1 ? { prompts: prompts.map(({ text }) => text) } : { prompt: only?.text ?? "" }),
      aspect_ratio: draft.aspect_ratio,
      size: draft.size,
      images: rows.map((row) => draft.images[row] ?? ""),
      count: draft.count.trim() === "" ? Number.NaN : Number(draft.count),
    },
    lines: prompts.map(({ line }) => line),
    rows,
  };
}

/** Two requests of one sameness ask for the same videos. */
export function samenessOf({ prompt, prompts, aspect_ratio, size, images, model, count }: Submission): string {
  return JSON.stringify([prompt ?? prompts, aspect_ratio, size, images, model ?? null, count ?? 1]);
}

/** A draft as storage gives it back; null for anything else. What is no longer offered falls back to what is. */
export function readDraft(value: unknown, limits: Limits): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const { prompt, per_line, aspect_ratio, size, images, count, key } = value as Partial<Record<keyof Draft, unknown>>; // any object has such fields, or undefined
  if (typeof prompt !== "string" || typeof per_line !== "boolean" || typeof count !== "string") return null;
  if (typeof aspect_ratio !== "string" || typeof size !== "string") return null;
  if (!Array.isArray(images) || !images.every((url) => typeof url === "string")) return null;
  const { draft } = draftOf({ prompt, aspect_ratio, size, images }, limits);
  return { ...draft, per_line, count, ...(typeof key === "string" && { key }) };
}

export interface Opening {
  /** What the server drew: blank, or what a link asks for. */
  drawn: Draft;
  isPrefilled: boolean;
  /** What stands in the page now: a person may have typed before the script ran. */
  found: Draft;
  /** What this tab had before a reload. */
  kept: Draft | null;
}

/** What the form begins with. Nothing is lost: what has to yield is put on the shelf. */
export function openDraft({ drawn, isPrefilled, found, kept }: Opening): { draft: Draft; shelved: Draft | null } {
  const isTyped = !isSameDraft(found, drawn);
  // What was drawn stays the same object where nothing was typed, so that nothing is drawn anew.
  const draft = isTyped ? found : drawn;
  if (kept === null) return { draft, shelved: null };
  if (!isTyped && !isPrefilled) return { draft: kept, shelved: null };
  // Only a setting was touched: it is meant for what comes back.
  if (!isPrefilled && isBlank(found)) return { draft: touchedUp(kept, drawn, found), shelved: null };
  if (isSameDraft(kept, found)) return { draft: kept, shelved: null };
  return { draft, shelved: isBlank(kept) ? null : kept };
}

function touchedUp(kept: Draft, drawn: Draft, found: Draft): Draft {
  const touched: Draft = { ...kept, key: undefined };
  for (const name of ["aspect_ratio", "size", "count"] as const) {
    if (found[name] !== drawn[name]) touched[name] = found[name];
  }
  return { ...touched, per_line: found.per_line === drawn.per_line ? kept.per_line : found.per_line };
}
