/**
 * Where an instance dies: real dependencies, wrapped so that the process kills itself at one exact moment of a job's life.
 * The app's code knows nothing of this.
 */
import { closeSync, openSync } from "node:fs";
import type { Store } from "#lib/server/database/store.ts";
import type { Deps } from "#lib/server/worker/deps.ts";

export const crashPoints = [
  /** The commit of `submitting` is on the disk and nothing else has happened. */
  "committed",
  "before_send",
  /** The relay has read the whole POST and has not answered: the relay's gate says when. */
  "after_send",
  /** The answer has been read and not yet written down. */
  "answered",
  "recorded",
  /** The relay has read the query and has not answered. */
  "mid_poll",
  /** Some of the video's bytes are in a part file. */
  "mid_download",
  /** The video stands in its place, and no row says so. */
  "renamed",
] as const;
export type CrashPoint = (typeof crashPoints)[number];

export interface Crash {
  point: CrashPoint;
  /** The job whose paid call it is; points after the paid call take the first that comes. */
  prompt: string;
  /** A file that whoever dies has made: of several instances one dies, and once. */
  mark: string;
}

export interface CrashSite {
  deps: Deps;
  /** Dies when a call about this prompt or relay id is on its way; for the points that only the relay can see. */
  dieIfCalling: (what: string) => void;
}

export function withCrash(real: Deps, crash: Crash | null): CrashSite {
  const calling = new Set<string>();
  const at = (point: CrashPoint, isTarget = true) => {
    if (crash !== null && crash.point === point && isTarget) die(crash.mark);
  };
  const isTarget = (prompt: string) => prompt === crash?.prompt;
  const answered = new Set<string>();
  const deps: Deps = {
    ...real,
    store: {
      ...real.store,
      async write(work) {
        const value = await real.store.write(work);
        at("committed", isClaimOf(crash?.prompt, value));
        for (const prompt of answered) at("recorded", await isRecorded(real.store, prompt));
        return value;
      },
    },
    relay: {
      async createVideo(request, options) {
        at("before_send", isTarget(request.prompt));
        calling.add(request.prompt);
        const outcome = await real.relay.createVideo(request, options);
        calling.delete(request.prompt);
        at("answered", isTarget(request.prompt));
        if (isTarget(request.prompt)) answered.add(request.prompt);
        return outcome;
      },
      async queryVideo(relayId, options) {
        calling.add(relayId);
        const outcome = await real.relay.queryVideo(relayId, options);
        calling.delete(relayId);
        return outcome;
      },
    },
    media: {
      ...real.media,
      async write(name, source) {
        const file = await real.media.write(name, source);
        at("renamed");
        return file;
      },
    },
    async fetchFile(url, signal) {
      const file = await real.fetchFile(url, signal);
      return { ...file, body: watched(file.body, () => at("mid_download")) };
    },
  };
  return { deps, dieIfCalling: (what) => void (crash !== null && calling.has(what) && die(crash.mark)) };
}

function isClaimOf(prompt: string | undefined, value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("status" in value) || !("prompt" in value)) return false;
  return value.status === "submitting" && value.prompt === prompt;
}

async function isRecorded({ db }: Store, prompt: string): Promise<boolean> {
  const row = await db.selectFrom("jobs").select("status").where("prompt", "=", prompt).executeTakeFirst();
  return row?.status !== "submitting";
}

/** Calls back once the first chunk has been dealt with, which is when the second is asked for. */
async function* watched(body: AsyncIterable<Uint8Array>, onTaken: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    yield chunk;
    onTaken();
  }
}

function die(mark: string): void {
  try {
    closeSync(openSync(mark, "wx"));
  } catch {
    return; // the one death that was planned has been
  }
  process.kill(process.pid, "SIGKILL");
}
