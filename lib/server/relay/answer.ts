/**
 * Finding documents, fields and words in whatever the relay answered. Owns the grammar only: it knows neither what a
 * create nor what a query means, and it never throws, because what cannot be read is simply not there.
 */
import type { RelayAnswer } from "./outcome.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The codes and sentences of an error, outermost first. */
export interface Words {
  codes: string[];
  texts: string[];
}

/** Relays wrap an upstream's error two or three deep; deeper is no error any more but somebody's joke. */
const maxDepth = 5;
const maxMessageLength = 500;
/** Relays were seen to write an error after an error; a stream of documents is something else. */
const maxGlued = 4;

/**
 * The JSON objects of a body: usually one, sometimes several glued together, and none when any part of it is something
 * else (a web page, an empty body, JSON that was cut).
 */
export function parseDocuments(body: string): JsonObject[] {
  const text = body.trim(); // also takes off a byte order mark
  const whole = parseObject(text);
  if (whole !== null) return [whole];
  const documents = splitGlued(text).map(parseObject);
  return documents.every((document) => document !== null) ? documents : [];
}

/** The value at a path such as `data.result_urls.0`, or undefined. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce(step, value);
}

/** The first of the paths that holds text; blank text counts as none. */
export function textAt(document: JsonObject, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = at(document, path);
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return null;
}

/** What a value says as an error: a sentence, `{code, message}`, `{error: ...}`, or any of these as JSON in a string. */
export function wordsOf(value: unknown): Words {
  const words: Words = { codes: [], texts: [] };
  gather(value, words, 0);
  return words;
}

/** An answer that is neither JSON nor a page, as a gateway or a bare web server writes it. */
export function plainTextOf(answer: RelayAnswer): string | null {
  const text = answer.body.trim();
  return text === "" || /^[<{["]/.test(text) ? null : text;
}

/** Null, zero, false, empty, or an object of nothing else: good answers carry an empty error object. */
export function isBlank(value: unknown): boolean {
  if (isObject(value))
    return Object.values(value).every((inner) => (isObject(inner) ? isEmpty(inner) : isBlank(inner)));
  if (typeof value === "string") return value.trim() === "";
  return !value || (Array.isArray(value) && value.length === 0);
}

/** One level suffices and bounds the recursion: an answer may be a million brackets deep. */
function isEmpty(value: JsonObject): boolean {
  return Object.keys(value).length === 0;
}

/** A code that says that all is well: relays send one beside good data. Only numbers and strings are codes. */
export function isGoodCode(code: unknown): boolean {
  if (typeof code !== "string" && typeof code !== "number") return true;
  return /^(success|succeed|succeeded|ok|0|2\d\d|10000|)$/i.test(String(code).trim());
}

/** The message beside a good code, or beside a code of some convention of the relay's own. */
export function saysGood(message: unknown): boolean {
  return typeof message === "string" && /^(success|succeed|succeeded|ok|成功|提交成功)$/i.test(message.trim());
}

/** For people: without the relay's request id, and short enough to be read. */
export function shorten(text: string): string {
  const clean = withoutRequestId(text);
  return clean.length <= maxMessageLength ? clean : `${clean.slice(0, maxMessageLength).toWellFormed()}…`;
}

/** What came, in our own words, for answers that have none of their own. */
export function describeAnswer(answer: RelayAnswer): string {
  const text = answer.body.trim();
  if (text === "") return `The relay gave an empty answer (HTTP ${answer.status})`;
  if (isPage(answer)) return `The relay gave a web page instead of an answer (HTTP ${answer.status})`;
  return `The relay's answer could not be understood (HTTP ${answer.status}): ${text.slice(0, maxMessageLength)}`;
}

export function isPage({ body }: RelayAnswer): boolean {
  return body.trimStart().startsWith("<");
}

/** How long the relay asks to be left alone; null when it does not say, or not in a way that HTTP knows. */
export function retryAfterMs({ headers }: RelayAnswer): number | null {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Only the form that HTTP prescribes, because Date.parse takes "-5" and "7" for dates too.
  if (!/^[A-Za-z]{3,9},? .*\d\d:\d\d:\d\d/.test(value) || Number.isNaN(Date.parse(value))) return null;
  // Measured against the relay's own clock when it tells it, so that ours may be wrong.
  const now = Date.parse(headers["date"] ?? "");
  return Math.max(0, Date.parse(value) - (Number.isNaN(now) ? Date.now() : now));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function gather(value: unknown, words: Words, depth: number): void {
  if (depth > maxDepth) return;
  if (typeof value === "string") return gatherText(value, words, depth);
  if (!isObject(value)) return;
  const { code } = value;
  if ((typeof code === "string" || typeof code === "number") && !isGoodCode(code))
    words.codes.push(String(code).trim());
  gather(value["error"], words, depth + 1);
  for (const name of ["message", "msg", "detail"]) {
    if (typeof value[name] === "string") gatherText(value[name], words, depth + 1);
  }
}

function gatherText(text: string, words: Words, depth: number): void {
  const clean = withoutRequestId(text);
  if (clean === "" || saysGood(clean)) return;
  // An upstream's answer may follow a few words of the relay's own: `status 400: {"error": ...}`.
  const start = clean.indexOf("{");
  const before = words.texts.length;
  if (start >= 0) for (const inner of parseDocuments(clean.slice(start))) gather(inner, words, depth + 1);
  if (words.texts.length === before) words.texts.push(clean);
}

/** Lengths are bounded, so that an answer made of parentheses cannot keep the process busy. */
function withoutRequestId(text: string): string {
  return text.replaceAll(/ ?[(（] ?request[ _-]?id ?[:：]?[^)）]{0,200}[)）]/gi, "").trim();
}

function step(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Cuts after every brace that closes a document; what is left over at the end is a piece too, and will not parse. */
function splitGlued(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length && pieces.length < maxGlued; i += 1) {
    const char = text[i];
    if (isQuoted && char === "\\") i += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === "{") depth += 1;
    else if (!isQuoted && char === "}") depth -= 1;
    if (isQuoted || char !== "}" || depth !== 0) continue;
    pieces.push(text.slice(start, i + 1));
    start = i + 1;
  }
  return start === text.length ? pieces : [...pieces, text.slice(start)];
}
