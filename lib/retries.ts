/**
 * Retries that the server has not answered yet. A retry is a paid call: its key is made with the press and kept, through
 * lost answers and reloads, until the server has answered for it, so that pressing again is no second charge. Like the
 * outbox, it knows no React and no query.
 */
import { retriesKey } from "./retries-key.ts";

export interface Retry {
  jobId: string;
  key: string;
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
  /** The person gives unanswered retries up; what the server may have of them stays there. */
  forget: () => void;
}

interface RetriesOptions<Reply> {
  send: (retry: Retry) => Promise<Reply>;
  isRefusal: (error: unknown) => boolean;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  newKey: () => string;
}

export function createRetries<Reply>(options: RetriesOptions<Reply>): Retries<Reply> {
  let held = load(options.storage);
  const listeners = new Set<() => void>();

  function update(next: readonly Retry[]) {
    held = next;
    store(options.storage, next);
    for (const listener of listeners) listener();
  }

  function close({ key }: Retry) {
    update(held.filter((other) => other.key !== key));
  }

  async function send(retry: Retry): Promise<Retried<Reply>> {
    update([...held.filter(({ key }) => key !== retry.key), retry]);
    try {
      const reply = await options.send(retry);
      close(retry);
      return { kind: "accepted", reply };
    } catch (error) {
      if (options.isRefusal(error)) {
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
    async press(jobId, acceptRisk) {
      const open = held.find((retry) => retry.jobId === jobId);
      if (open?.state === "sending") return { kind: "repeat" };
      const risk = acceptRisk ?? open?.acceptRisk ?? false;
      return send({ jobId, key: open?.key ?? options.newKey(), acceptRisk: risk, state: "sending" });
    },
    forget() {
      update(held.filter(({ state }) => state === "sending"));
    },
  };
}

/** What was under way when the page was left is unanswered now. */
function load(storage: RetriesOptions<unknown>["storage"]): readonly Retry[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(retriesKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isStored).map((retry) => ({ ...retry, state: "unanswered" })) : [];
  } catch {
    // Storage that is barred or was written by something else holds nothing of ours.
    return [];
  }
}

function isStored(value: unknown): value is Omit<Retry, "state"> {
  return (
    typeof value === "object" &&
    value !== null &&
    "jobId" in value &&
    typeof value.jobId === "string" &&
    "key" in value &&
    typeof value.key === "string" &&
    "acceptRisk" in value &&
    typeof value.acceptRisk === "boolean"
  );
}

function store(storage: RetriesOptions<unknown>["storage"], held: readonly Retry[]): void {
  try {
    if (held.length === 0) storage?.removeItem(retriesKey);
    else
      storage?.setItem(
        retriesKey,
        JSON.stringify(held.map(({ jobId, key, acceptRisk }) => ({ jobId, key, acceptRisk }))),
      );
  } catch {
    // Barred or full storage costs only what a reload would have kept.
  }
}
