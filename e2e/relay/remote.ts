/** The relay in another process, as a test holds it: for tests that stop, or must outlive, their own server. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod/mini";
import type { Behaviour, ConnectionBehaviour, Target } from "./behaviour.ts";

const addressSchema = z.object({ url: z.string(), control: z.string() });
const recordsSchema = z.object({
  requests: z.array(
    z.object({
      n: z.number(),
      target: z.string(),
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.unknown()),
      body: z.string(),
      atMs: z.number(),
      behaviour: z.nullable(z.string()),
      taskId: z.nullable(z.string()),
      state: z.string(),
    }),
  ),
  tasks: z.array(z.string()),
  connections: z.number(),
});
export type RemoteRecords = z.infer<typeof recordsSchema>;

export interface RemoteRelay {
  url: string;
  script: (target: Target, queue: readonly Behaviour[]) => Promise<void>;
  always: (target: Target, behaviour: Behaviour) => Promise<void>;
  scriptConnections: (queue: readonly ConnectionBehaviour[]) => Promise<void>;
  open: (gate: string) => Promise<void>;
  /** Waits until there are at least `min` requests of the target, read to their end. */
  records: (target?: Target, min?: number) => Promise<RemoteRecords>;
  stop: () => Promise<void>;
}

export async function spawnRelay(options: { port?: number; apiKey?: string; lifeMs?: number } = {}) {
  const flags = [
    ["--port", options.port ?? 0],
    ["--key", options.apiKey],
    ["--life", options.lifeMs],
  ].flatMap(([name, value]) => (value === undefined ? [] : [String(name), String(value)]));
  const child = fork(join(import.meta.dirname, "main.ts"), flags, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  if (child.stdout === null) throw new Error("the relay's output is not piped");
  const { value: line } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  if (typeof line !== "string") throw new Error("the relay ended before it said its address");
  const { url, control } = addressSchema.parse(JSON.parse(line));

  async function call(path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(control + path, init);
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${JSON.stringify(value)}`);
    return value;
  }
  const remote: RemoteRelay = {
    url,
    script: async (target, queue) => void (await call("/__script", { target, queue })),
    always: async (target, behaviour) => void (await call("/__script", { target, always: behaviour })),
    scriptConnections: async (queue) => void (await call("/__connections", { queue })),
    open: async (gate) => void (await call("/__open", { gate })),
    records: async (target, min = 0) =>
      recordsSchema.parse(await call(`/__requests?min=${min}${target === undefined ? "" : `&target=${target}`}`)),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
  return remote;
}
