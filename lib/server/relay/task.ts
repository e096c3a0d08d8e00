/** What an answer says about the task itself, in a create as in a query: its id, its status word, its progress. */
import { at, type JsonObject, textAt } from "./answer.ts";
import type { RelayState } from "./outcome.ts";

const stateByWord: ReadonlyMap<string, RelayState> = new Map([
  ...words("queued", "pending queued queueing submitted created preparing not_start in_queue waiting"),
  // The completed generation is an intermediate step: an upscaling follows it.
  ...words(
    "running",
    "processing running generating in_progress image_downloading video_generating video_generation_completed video_upsampling",
  ),
  ...words("succeeded", "completed success succeeded succeed done finished video_upsampling_completed"),
  ...words("failed", "failed failure fail error video_generation_failed video_upsampling_failed"),
  ...words("failed", "cancelled canceled expired rejected"),
]);

const idPaths = ["id", "task_id", "data.id", "data.task_id"];
const statusPaths = ["status", "task_status", "data.status", "data.task_status", "detail.status", "data.data.status"];
const maxStatusLength = 100;

/** An unfamiliar word says nothing: projects that failed jobs on one lost finished, paid videos. */
export function stateOf(word: string | null): RelayState {
  return (
    stateByWord.get(
      word
        ?.trim()
        .toLowerCase()
        .replaceAll(/[-\s]+/g, "_") ?? "",
    ) ?? "unknown"
  );
}

/** The status word as it was said, or null. Numbers are codes of the envelope, not words about the task. */
export function statusWordOf(document: JsonObject): string | null {
  const said = statusPaths.filter((path) => !/^\d+$/.test(textAt(document, [path]) ?? "0"));
  const outer = textAt(document, said);
  const inner = textAt(document, ["data.status"]);
  // An envelope may say "success" about the call while the task inside it goes on.
  const isEnvelope = stateOf(outer) === "succeeded" && (stateOf(inner) === "queued" || stateOf(inner) === "running");
  return (isEnvelope ? inner : outer)?.trim().slice(0, maxStatusLength) ?? null;
}

/** The task's id, whole and opaque, or null. */
export function idOf(document: JsonObject): string | null {
  for (const path of idPaths) {
    const id = asId(at(document, path));
    if (id !== null) return id;
  }
  return null;
}

/**
 * Beyond 2^53 JSON has already rounded a number, and an id that is off by one is somebody else's. A text that no person
 * could paste into the form, or no database could keep in an index, is none.
 */
export function asId(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === "string" && /^[^\s\p{Cc}<>{}"]{1,512}$/u.test(value) ? value : null;
}

/** Whole percent, or null; rounded down, so that 100 means what it says. */
export function progressOf(document: JsonObject): number | null {
  for (const path of ["progress", "data.progress"]) {
    const percent = asPercent(at(document, path));
    if (percent !== null) return percent;
  }
  const fraction = at(document, "detail.pending_info.progress_pct");
  return typeof fraction === "number" ? asPercent(fraction * 100) : null;
}

function asPercent(value: unknown): number | null {
  const number = typeof value === "string" && /^\s*\d+(\.\d+)?\s*%?\s*$/.test(value) ? Number.parseFloat(value) : value;
  return typeof number === "number" && number >= 0 && number <= 100 ? Math.floor(number) : null;
}

function words(state: RelayState, list: string): [string, RelayState][] {
  return list.split(" ").map((word) => [word, state]);
}
