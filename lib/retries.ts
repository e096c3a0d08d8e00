/**
 * Retries that the server has not answered yet. A retry is a paid call: its key is kept from the press on, through lost
 * answers, reloads and the end of the browser, until the server has answered for it, so that pressing again is no
 * second charge. Like the outbox, it knows no React and no query.
 */
import type { KeptCall, KeptCalls } from "./kept-calls.ts";
import type { RetryKeys } from "./retry-keys.ts";

export interface Retry extends KeptCall {
  jobId: string;
  /** The person knows that an open outcome may then be charged twice. */
  acceptRisk: boolean;
  /** `unanswered`: nobody knows whether the server has it. */
  state: "sending" | "unanswered";
}

export type Retried<Reply> =
  | { kind: "accepted"; reply: Reply }
  /** The server said no, so nothing was stored and the retry is closed. */
  | { kind: "refused"; error: unknown }
  | { kind: "unanswered" }
  /** It is on its way already. */
  | { kind: "repeat" };

export interface Retries<Reply> {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => readonly Retry[];
  /** One press on one job. While that job's retry is on its way or unanswered, it is still the same retry. */
  press: (jobId: string, acceptRisk?: boolean) => Promise<Retried<Reply>>;
  /** Takes up what tabs that are gone have left unanswered. */
  adopt: () => Promise<void>;
  /** The person gives unanswered retries up; what the server may have of them stays there. */
  forget: () => void;
}

interface RetriesOptions<Reply> {
  send: (retry: Retry) => Promise<Reply>;
  /** As the outbox asks it. */
  isRefusal: (error: unknown, isAgain: boolean) => boolean;
  kept: KeptCalls<Retry>;
  keys: RetryKeys;
  now: () => number;
}

export function createRetries<Reply>(options: RetriesOptions<Reply>): Retries<Reply> {
  const { kept, keys } = options;
  let held: readonly Retry[] = kept.own();
  let adoption: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function update(next: readonly Retry[]) {
    held = next;
    for (const listener of listeners) listener();
  }

  function adopt(): Promise<void> {
    adoption ??= kept.adopt().then((left) => {
      if (left.length > 0) update([...left, ...held]);
    });
    return adoption;
  }

  function close({ key, jobId }: Retry) {
    keys.over(jobId);
    kept.drop(key);
    update(held.filter((other) => other.key !== key));
  }

  async function send(retry: Retry): Promise<Retried<Reply>> {
    kept.put(retry);
    update([...held.filter(({ key }) => key !== retry.key), { ...retry, state: "sending" }]);
    try {
      const reply = await options.send(retry);
      close(retry);
      return { kind: "accepted", reply };
    } catch (error) {
      if (options.isRefusal(error, retry.state === "unanswered")) {
        close(retry);
        return { kind: "refused", error };
      }
      update(held.map((other) => (other.key === retry.key ? { ...other, state: "unanswered" } : other)));
      return { kind: "unanswered" };
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => held,
    adopt,
    async press(jobId, acceptRisk) {
      await adopt();
      const open = held.find((retry) => retry.jobId === jobId);
      if (open?.state === "sending") return { kind: "repeat" };
      const risk = acceptRisk ?? open?.acceptRisk ?? false;
      if (open !== undefined) return send({ ...open, acceptRisk: risk });
      return send({ jobId, key: keys.next(jobId), meantAt: options.now(), acceptRisk: risk, state: "sending" });
    },
    forget() {
      for (const retry of held) if (retry.state === "unanswered") close(retry);
    },
  };
}

/** A retry as storage gives it back: whatever became of its call, the answer is not here. */
export function readRetry(stored: KeptCall & Readonly<Record<string, unknown>>): Retry | null {
  const { key, meantAt, jobId, acceptRisk } = stored;
  if (typeof jobId !== "string" || typeof acceptRisk !== "boolean") return null;
  return { key, meantAt, jobId, acceptRisk, state: "unanswered" };
}
