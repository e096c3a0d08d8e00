/** The relay of a run, which may begin later than the run, and what its record says of each paid call. */
import type { Behaviour } from "../relay/behaviour.ts";
import type { RecordedRequest } from "../relay/record.ts";
import { type Relay, type RelayOptions, startRelay } from "../relay/server.ts";
import type { Post, Word } from "./history.ts";

/** The n-th call for a prompt, from 0: what becomes of it, and what the relay says with that. */
export type CreateScript = (prompt: string, n: number) => { behaviour: Behaviour; word: Word };

export interface Auditor {
  start: () => Promise<void>;
  isStarted: () => boolean;
  /** @throws before it has been started */
  relay: () => Relay;
  posts: () => Post[];
  /** Ids of tasks that the relay calls failed. */
  failedTasks: () => Set<string>;
  close: () => Promise<void>;
}

export function makeAuditor(port: number, create: CreateScript, options: RelayOptions = {}): Auditor {
  const words: Word[] = [];
  const callsByPrompt = new Map<string, number>();
  let started: Relay | null = null;

  const relay = () => {
    if (started === null) throw new Error("The relay has not been started");
    return started;
  };
  const script = (request: RecordedRequest) => {
    const prompt = promptOf(request);
    const n = callsByPrompt.get(prompt) ?? 0;
    callsByPrompt.set(prompt, n + 1);
    const { behaviour, word } = create(prompt, n);
    words[request.n] = word;
    return behaviour;
  };
  return {
    start: async () => {
      started = await startRelay({ lifeMs: 150, ...options, port, script: { ...options.script, create: script } });
    },
    isStarted: () => started !== null,
    relay,
    posts: () => {
      const [firstTask = null] = relay().tasks;
      return relay()
        .posts()
        .filter(wasRead)
        .map((request) => ({
          prompt: promptOf(request),
          madeTask: request.taskId,
          answeredId: request.behaviour === "repeat_id" ? firstTask : request.taskId,
          word: words[request.n] ?? "none",
        }));
    },
    failedTasks: () => {
      // The demo's relay fails a task whose prompt asks for it.
      const failed = relay()
        .posts()
        .filter((request) => wasRead(request) && promptOf(request).includes("#failed"));
      return new Set(failed.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])));
    },
    close: async () => started?.close(),
  };
}

/** One whose sender died in the middle of it is no call. */
function wasRead({ behaviour }: RecordedRequest): boolean {
  return behaviour !== null;
}

export function promptOf(request: RecordedRequest): string {
  const sent: unknown = JSON.parse(request.body.toString());
  if (typeof sent === "object" && sent !== null && "prompt" in sent && typeof sent.prompt === "string")
    return sent.prompt;
  throw new Error("A create without a prompt");
}
