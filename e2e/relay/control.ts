/**
 * A port of its own from which another process scripts the relay and reads its records, so that neither is mixed with
 * what the relay is asked.
 *
 *     POST /__script       {target, queue: [behaviour]} or {target, always: behaviour}
 *     POST /__connections  {queue: ["reset", ...]}
 *     POST /__open         {gate}
 *     GET  /__requests?target=create&min=2    answers once there are at least two that were read to their end
 */
import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod/mini";
import { behaviourSchema, connectionBehaviours, targets } from "./behaviour.ts";
import type { RecordedRequest } from "./record.ts";
import type { Relay } from "./server.ts";

const scriptSchema = z.union([
  z.strictObject({ target: z.enum(targets), queue: z.array(behaviourSchema) }),
  z.strictObject({ target: z.enum(targets), always: behaviourSchema }),
]);
const connectionsSchema = z.strictObject({ queue: z.array(z.enum(connectionBehaviours)) });
const openSchema = z.strictObject({ gate: z.string() });

export async function startControl(relay: Relay): Promise<{ url: string; close: () => void }> {
  const server = createServer((message, response) => {
    const answer = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    control(relay, message).then(
      (value) => answer(value === undefined ? 404 : 200, value ?? {}),
      (error: unknown) => answer(400, { error: String(error) }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the control does not listen on a port");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}

/** Undefined when there is no such call. */
async function control(relay: Relay, message: IncomingMessage): Promise<unknown> {
  const url = new URL(message.url ?? "/", "http://control.invalid");
  switch (`${message.method} ${url.pathname}`) {
    case "POST /__script": {
      const script = scriptSchema.parse(JSON.parse(await text(message)));
      relay.script(script.target, "queue" in script ? script.queue : () => script.always);
      return {};
    }
    case "POST /__connections":
      relay.scriptConnections(connectionsSchema.parse(JSON.parse(await text(message))).queue);
      return {};
    case "POST /__open":
      relay.open(openSchema.parse(JSON.parse(await text(message))).gate);
      return {};
    case "GET /__requests":
      return records(relay, url.searchParams.get("target"), Number(url.searchParams.get("min") ?? "0"));
    default:
      return undefined;
  }
}

async function records(relay: Relay, target: string | null, min: number) {
  const chosen = () => relay.requests.filter((request) => target === null || request.target === target);
  await relay.waitFor(() => chosen().filter(({ state }) => state !== "sending").length >= min);
  return { requests: chosen().map(asJson), tasks: relay.tasks, connections: relay.connectionCount() };
}

function asJson({ body, ...rest }: RecordedRequest) {
  return { ...rest, body: body.toString(), body_base64: body.toString("base64") };
}
