/**
 * The auditor: the demo's relay as a real HTTP server that records every request and misbehaves as scripted. What it
 * records is the truth that tests compare with: `requests` is what was sent, `tasks` is what cost money.
 */
import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer as createHttpServer } from "node:http";
import { type Socket, createServer as createSocketServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LostAnswer, makeDemoRelay } from "#lib/server/relay/demo.ts";
import { act } from "./act.ts";
import { type Behaviour, type ConnectionBehaviour, type Target, ok, targets } from "./behaviour.ts";
import { type RecordedRequest, asRequest, readBody, recordOf } from "./record.ts";
import { makeSignals } from "./signals.ts";

/** A queue is used up in order and followed by `ok`; a function is asked for every request, `undefined` being `ok`. */
export type Script = readonly Behaviour[] | ((request: RecordedRequest) => Behaviour | undefined);

export interface RelayOptions {
  port?: number;
  /** The only key that is let in; any when it is not given. */
  apiKey?: string;
  /** How long a task takes; 300 when it is not given. */
  lifeMs?: number;
  linkLifeMs?: number;
  now?: () => number;
  script?: Partial<Record<Target, Script>>;
}

export interface Relay {
  /** Without a trailing slash. */
  url: string;
  requests: readonly RecordedRequest[];
  /** The id of every task made, in order: each was charged once. */
  tasks: readonly string[];
  posts: () => RecordedRequest[];
  /** How many connections were ever opened. */
  connectionCount: () => number;
  /** Replaces the script of a target. */
  script: (target: Target, script: Script) => void;
  /** What happens to the next connections, one each, before a request is read. */
  scriptConnections: (behaviours: readonly ConnectionBehaviour[]) => void;
  /** Lets everything through that waits, or will wait, at this gate. */
  open: (gate: string) => void;
  /** Resolves once the condition holds; looked at whenever a connection opens, or a request comes, is read or is over. */
  waitFor: (condition: () => boolean) => Promise<void>;
  /** Destroys every connection. Rejects when a script threw or a behaviour did not fit its request. */
  close: () => Promise<void>;
}

export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const requests: RecordedRequest[] = [];
  const tasks: string[] = [];
  const errors: unknown[] = [];
  const signals = makeSignals();
  const scripts = makeScripts(options.script ?? {});
  const recordByRequest = new WeakMap<Request, RecordedRequest>();
  const demo = makeDemoRelay({
    ...options,
    lifeMs: options.lifeMs ?? 300,
    onTask: (id, request) => {
      tasks.push(id);
      const record = recordByRequest.get(request);
      if (record !== undefined) record.taskId = id;
    },
  });

  const front = await listen(options.port ?? 0, signals.changed, (message, response) => {
    const record = recordOf(message, requests.length + 1);
    requests.push(record);
    response.once("close", () => {
      record.state = response.writableFinished ? "answered" : "broken";
      signals.changed();
    });
    exchange(message, response, record).catch((error: unknown) => {
      // A client that leaves is what many tests are about; anything else that goes wrong here is a fault of the test.
      if (!(error instanceof LostAnswer) && !response.destroyed) errors.push(error);
      response.socket?.destroy();
    });
  });

  async function exchange(message: IncomingMessage, response: ServerResponse, record: RecordedRequest) {
    signals.changed();
    await readBody(message, record);
    const behaviour = record.target === "other" ? ok : scripts.next(record.target, record);
    record.behaviour = behaviour.kind;
    record.state = "open";
    signals.changed();
    if (behaviour.delayMs !== undefined) await sleep(behaviour.delayMs, undefined, { ref: false });
    if (behaviour.gate !== undefined) await signals.gate(behaviour.gate);
    const request = asRequest(record, front.url);
    recordByRequest.set(request, record);
    await act(behaviour, { response, wellBehaved: () => demo(request), firstTaskId: () => tasks[0] ?? "" });
  }

  return {
    url: front.url,
    requests,
    tasks,
    posts: () => requests.filter(({ target }) => target === "create"),
    connectionCount: front.connectionCount,
    script: scripts.set,
    scriptConnections: front.script,
    open: signals.open,
    waitFor: signals.waitFor,
    close: async () => {
      await front.close();
      if (errors.length > 0) throw new AggregateError(errors, "the relay's script failed");
    },
  };
}

function makeScripts(given: Partial<Record<Target, Script>>) {
  const scripts = new Map<Target, (request: RecordedRequest) => Behaviour | undefined>();
  const set = (target: Target, script: Script): void => {
    const queue = typeof script === "function" ? [] : [...script];
    scripts.set(target, typeof script === "function" ? script : () => queue.shift());
  };
  for (const target of targets) set(target, given[target] ?? []);
  return { set, next: (target: Target, request: RecordedRequest) => scripts.get(target)?.(request) ?? ok };
}

/** A plain socket server in front of the HTTP parser: what is scripted for a connection happens before a byte is parsed. */
async function listen(
  port: number,
  changed: () => void,
  handle: (message: IncomingMessage, response: ServerResponse) => void,
) {
  const http = createHttpServer(handle);
  const sockets = new Set<Socket>();
  let queue: ConnectionBehaviour[] = [];
  let connectionCount = 0;
  const front = createSocketServer((socket) => {
    connectionCount += 1;
    sockets.add(socket);
    socket.on("error", () => undefined); // the other side may leave at any time
    socket.once("close", () => sockets.delete(socket));
    meet(socket, queue.shift() ?? "ok");
    changed();
  });

  function meet(socket: Socket, behaviour: ConnectionBehaviour): void {
    switch (behaviour) {
      case "ok":
        http.emit("connection", socket);
        return;
      case "close":
        socket.destroy();
        return;
      case "reset":
        socket.resetAndDestroy();
        return;
      case "mute":
    }
  }

  front.listen(port, "127.0.0.1");
  await once(front, "listening");
  const address = front.address();
  if (address === null || typeof address === "string") throw new Error("the relay does not listen on a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    connectionCount: () => connectionCount,
    script: (behaviours: readonly ConnectionBehaviour[]) => {
      queue = [...behaviours];
    },
    close: async () => {
      const closed = once(front, "close");
      front.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
