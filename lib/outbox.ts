/**
 * What a person meant to submit and the server has not acknowledged yet. An intent gets its key when the person presses
 * and keeps it until the server has answered for THAT intent, through lost answers, further presses, reloads and the end
 * of the browser: the same key is never charged twice. Knows no React and no query, so the promise is tested without a browser.
 */
import { samenessOf } from "./draft.ts";
import type { Submission } from "./job.ts";
import type { KeptCall, KeptCalls } from "./kept-calls.ts";

export interface Intent extends KeptCall {
  body: Submission;
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
  /**
   * Whether an error of `send` is the server's own refusal. Anything else may have arrived; and when it was sent before
   * (`isAgain`), so may what is refused at the door now.
   */
  isRefusal: (error: unknown, isAgain: boolean) => boolean;
  /** Told before what is kept of the intent goes, so that its key is never the key of another one. */
  onAnswered: (key: string) => void;
  kept: KeptCalls<Intent>;
  now: () => number;
}

export interface Outbox<Reply> {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => readonly Intent[];
  /** @param key what it is sent under, unless the same request waits for an answer under another */
  submit: (body: Submission, press: Press, key: string) => Promise<Sent<Reply>>;
  resend: (key: string) => Promise<Sent<Reply>>;
  /** The person gives an unanswered intent up; what the server may have of it stays there. */
  discard: (key: string) => void;
  /** Sends what a reload or the end of another tab interrupted, under the key it already had. */
  resume: () => Promise<Sent<Reply>[]>;
  /** Every open intent, those of tabs that are gone included. */
  all: () => Promise<readonly Intent[]>;
}

/** Presses closer together than this are one burst: the slowest double click that systems allow is 500 ms. */
const burstGapMs = 700;
/** A tab restored the next day must not spend money by being opened; older intents wait for a person. */
const resumeWithinMs = 10 * 60_000;

export function createOutbox<Reply>(options: OutboxOptions<Reply>): Outbox<Reply> {
  const { kept } = options;
  // A press must find what was interrupted, or it would be a second charge: this tab's own is read at once, and a press
  // waits for the rest.
  let intents: readonly Intent[] = kept.own();
  let adoption: Promise<void> | null = null;
  let lastPress: { sameness: string; at: number } | null = null;
  const listeners = new Set<() => void>();

  function update(next: readonly Intent[]) {
    intents = next;
    for (const listener of listeners) listener();
  }

  function adopt(): Promise<void> {
    adoption ??= kept.adopt().then((left) => {
      if (left.length > 0) update([...left, ...intents]);
    });
    return adoption;
  }

  function close(closed: Intent) {
    options.onAnswered(closed.key);
    kept.drop(closed.key);
    update(intents.filter(({ key }) => key !== closed.key));
  }

  async function send(intent: Intent): Promise<Sent<Reply>> {
    kept.put(intent);
    update([...intents.filter(({ key }) => key !== intent.key), { ...intent, state: "sending" }]);
    try {
      const reply = await options.send(intent.body, intent.key);
      close(intent);
      return { kind: "accepted", reply };
    } catch (error) {
      if (options.isRefusal(error, intent.state === "unanswered")) {
        close(intent);
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
    async submit(body, press, key) {
      const sameness = samenessOf(body);
      const isBurst = isOneBurst(sameness, press);
      await adopt();
      const open = intents.find((intent) => samenessOf(intent.body) === sameness);
      if (open?.state === "sending") return { kind: "repeat" };
      if (open !== undefined) return send(open);
      if (isBurst) return { kind: "repeat" };
      return send({ key, body, meantAt: options.now(), state: "sending" });
    },
    async resend(key) {
      const open = intents.find((intent) => intent.key === key);
      return open?.state === "unanswered" ? send(open) : { kind: "repeat" };
    },
    discard(key) {
      const open = intents.find((intent) => intent.key === key);
      if (open?.state === "unanswered") close(open);
    },
    async resume() {
      await adopt();
      const isLeft = ({ state, meantAt }: Intent) => state === "unanswered" && options.now() - meantAt < resumeWithinMs;
      return Promise.all(intents.filter(isLeft).map(send));
    },
    async all() {
      await adopt();
      return intents;
    },
  };
}

/**
 * An intent as storage gives it back: whatever became of its call, the answer is not here. By hand, because it is needed
 * at once and the schemas come later; what else the body holds, the server judges.
 */
export function readIntent({ key, meantAt, body }: KeptCall & Readonly<Record<string, unknown>>): Intent | null {
  return isSubmission(body) ? { key, meantAt, body, state: "unanswered" } : null;
}

function isSubmission(body: unknown): body is Submission {
  if (!isRecord(body)) return false;
  if (typeof body.prompt !== "string" && !Array.isArray(body.prompts)) return false;
  if (typeof body.aspect_ratio !== "string") return false;
  return Array.isArray(body.images) && (body.count === undefined || typeof body.count === "number");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
