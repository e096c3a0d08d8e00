/**
 * What a person meant to submit and the server has not acknowledged yet. An intent gets its key when the person presses
 * and keeps it until the server has answered for THAT intent, through lost answers, further presses and reloads: the
 * same key is never charged twice. Knows no React and no query, so the promise is tested without a browser.
 */
import { samenessOf } from "./draft.ts";
import type { Submission } from "./job.ts";

export interface Intent {
  key: string;
  body: Submission;
  /** Wall clock, because it is compared after a reload. */
  meantAt: number;
  /** `unanswered`: the call ended without an answer from the server, so nobody knows whether it arrived. */
  state: "sending" | "unanswered";
}

/** One press of the button or the keys. `at` is the input event's own time, not the time its handler ran. */
export interface Press {
  at: number;
  /** The second half of a double click, or a held key. */
  isRepeat: boolean;
}

export type Sent<Reply> =
  | { kind: "accepted"; reply: Reply }
  /** The server said no, so nothing was stored and the intent is closed. */
  | { kind: "refused"; error: unknown; body: Submission }
  | { kind: "unanswered" }
  /** The same request is on its way or was sent by this very burst of presses. */
  | { kind: "repeat" };

export interface OutboxOptions<Reply> {
  send: (body: Submission, key: string) => Promise<Reply>;
  /** Whether an error of `send` is the server's own refusal. Anything else may have arrived. */
  isRefusal: (error: unknown) => boolean;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  newKey: () => string;
  now: () => number;
}

export interface Outbox<Reply> {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => readonly Intent[];
  submit: (body: Submission, press: Press) => Promise<Sent<Reply>>;
  resend: (key: string) => Promise<Sent<Reply>>;
  /** The person gives an unanswered intent up; what the server may have of it stays there. */
  discard: (key: string) => void;
  /** Sends what a reload interrupted, under the key it already had. */
  resume: () => Promise<Sent<Reply>[]>;
}

/** Presses closer together than this are one burst: the slowest double click that systems allow is 500 ms. */
const burstGapMs = 700;
/** A tab restored the next day must not spend money by being opened; older intents wait for a person. */
const resumeWithinMs = 10 * 60_000;
const storageKey = "clipdesk.outbox";

export function createOutbox<Reply>(options: OutboxOptions<Reply>): Outbox<Reply> {
  // Read at once: a press must find what a reload interrupted, or it would be a second charge.
  let intents: readonly Intent[] = load(options.storage);
  let lastPress: { sameness: string; at: number } | null = null;
  const listeners = new Set<() => void>();

  function update(next: readonly Intent[]) {
    intents = next;
    store(options.storage, next);
    for (const listener of listeners) listener();
  }

  async function send(intent: Intent): Promise<Sent<Reply>> {
    update([...intents.filter(({ key }) => key !== intent.key), { ...intent, state: "sending" }]);
    try {
      const reply = await options.send(intent.body, intent.key);
      update(intents.filter(({ key }) => key !== intent.key));
      return { kind: "accepted", reply };
    } catch (error) {
      if (options.isRefusal(error)) {
        update(intents.filter(({ key }) => key !== intent.key));
        return { kind: "refused", error, body: intent.body };
      }
      update(intents.map((other) => (other.key === intent.key ? { ...other, state: "unanswered" } : other)));
      return { kind: "unanswered" };
    }
  }

  function isOneBurst(sameness: string, press: Press): boolean {
    const isSame = lastPress?.sameness === sameness;
    const isClose = isSame && lastPress !== null && press.at - lastPress.at < burstGapMs;
    lastPress = { sameness, at: press.at };
    return isSame && (isClose || press.isRepeat);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => intents,
    async submit(body, press) {
      const sameness = samenessOf(body);
      const isBurst = isOneBurst(sameness, press);
      const open = intents.find((intent) => samenessOf(intent.body) === sameness);
      if (open?.state === "sending") return { kind: "repeat" };
      if (open !== undefined) return send(open);
      if (isBurst) return { kind: "repeat" };
      return send({ key: options.newKey(), body, meantAt: options.now(), state: "sending" });
    },
    async resend(key) {
      const open = intents.find((intent) => intent.key === key);
      return open?.state === "unanswered" ? send(open) : { kind: "repeat" };
    },
    discard(key) {
      update(intents.filter((intent) => intent.key !== key || intent.state === "sending"));
    },
    resume() {
      const isLeft = ({ state, meantAt }: Intent) => state === "unanswered" && options.now() - meantAt < resumeWithinMs;
      return Promise.all(intents.filter(isLeft).map(send));
    },
  };
}

function load(storage: OutboxOptions<unknown>["storage"]): Intent[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isStored).map((intent) => ({ ...intent, state: "unanswered" })) : [];
  } catch {
    // Storage that is barred or was written by something else: there is nothing to resume.
    return [];
  }
}

/** By hand, because it is needed at once and the schemas come later. What else the body holds, the server judges. */
function isStored(value: unknown): value is Omit<Intent, "state"> {
  if (!isRecord(value) || !isRecord(value.body)) return false;
  const { key, meantAt, body } = value;
  if (typeof key !== "string" || typeof meantAt !== "number") return false;
  if (typeof body.prompt !== "string" && !Array.isArray(body.prompts)) return false;
  if (typeof body.aspect_ratio !== "string") return false;
  return Array.isArray(body.images) && (body.count === undefined || typeof body.count === "number");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function store(storage: OutboxOptions<unknown>["storage"], intents: readonly Intent[]): void {
  try {
    if (intents.length === 0) storage?.removeItem(storageKey);
    else
      storage?.setItem(storageKey, JSON.stringify(intents.map(({ key, body, meantAt }) => ({ key, body, meantAt }))));
  } catch {
    // Barred or full storage costs only the resumption after a reload.
  }
}
