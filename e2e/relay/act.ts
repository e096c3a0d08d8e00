/** Carries a behaviour out on one exchange. Knows sockets; must not know scripts or records. */
import type { ServerResponse } from "node:http";
import * as z from "zod/mini";
import type { Behaviour } from "./behaviour.ts";

export interface Exchange {
  response: ServerResponse;
  /** What a well-behaved relay answers. Calling it for a create makes the task. */
  wellBehaved: () => Promise<Response>;
  /** The id of the first task that this relay made. */
  firstTaskId: () => string;
}

/** Resolves when everything this behaviour does by itself is done: a stalled answer stays open. */
export async function act(behaviour: Behaviour, exchange: Exchange): Promise<void> {
  const { response, wellBehaved } = exchange;
  switch (behaviour.kind) {
    case "ok":
      return send(response, await wellBehaved());
    case "answer":
      if (behaviour.charged === true) await wellBehaved();
      return send(response, answerOf(behaviour));
    case "edit":
      return send(response, await edited(await wellBehaved(), behaviour.set ?? {}, behaviour.leaveOut ?? []));
    case "repeat_id":
      return send(response, await edited(await wellBehaved(), { id: exchange.firstTaskId() }, []));
    case "reset":
      if (behaviour.charged !== false) await wellBehaved();
      response.socket?.resetAndDestroy();
      return;
    case "close":
      if (behaviour.charged !== false) await wellBehaved();
      response.socket?.destroy();
      return;
    case "stall":
      if (behaviour.charged === false && behaviour.at === "headers") return;
      return behaviour.at === "headers" ? void (await wellBehaved()) : sendHalf(response, await wellBehaved());
    case "cut":
      await sendHalf(response, await wellBehaved());
      response.socket?.destroy();
      return;
    case "file":
      return sendFile(response, await wellBehaved(), behaviour);
  }
}

function answerOf({ status, headers, body, json }: Extract<Behaviour, { kind: "answer" }>): Response {
  if (json !== undefined) return Response.json(json, { status, ...(headers && { headers }) });
  return new Response(bodyAllowed(status) ? (body ?? "") : null, { status, ...(headers && { headers }) });
}

function bodyAllowed(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304;
}

const answerFields = z.record(z.string(), z.unknown());

async function edited(answer: Response, set: Record<string, unknown>, leaveOut: readonly string[]): Promise<Response> {
  const fields = Object.entries({ ...answerFields.parse(await answer.json()), ...set });
  const kept = Object.fromEntries(fields.filter(([name]) => !leaveOut.includes(name)));
  return Response.json(kept, { status: answer.status });
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.end(await writeHead(response, answer));
}

/** The whole length is declared, half of it is sent. Resolves once that half has left. */
async function sendHalf(response: ServerResponse, answer: Response): Promise<void> {
  const bytes = await writeHead(response, answer);
  const half = bytes.subarray(0, Math.ceil(bytes.byteLength / 2));
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
}

async function writeHead(response: ServerResponse, answer: Response): Promise<Buffer> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const headers = { ...Object.fromEntries(answer.headers), "content-length": bytes.byteLength };
  response.writeHead(answer.status, headers);
  return bytes;
}

type FileBehaviour = Extract<Behaviour, { kind: "file" }>;

/** The clip over and over until the size is reached, so that a large file costs no memory. */
async function sendFile(response: ServerResponse, clip: Response, behaviour: FileBehaviour): Promise<void> {
  const { sizeBytes, declaredBytes = sizeBytes, type = "video/mp4" } = behaviour;
  const bytes = Buffer.from(await clip.arrayBuffer());
  const length = declaredBytes === null ? {} : { "content-length": declaredBytes };
  response.writeHead(200, { "content-type": type, ...length });
  for (let sent = 0; sent < sizeBytes && !response.destroyed; sent += bytes.byteLength) {
    if (!response.write(bytes.subarray(0, sizeBytes - sent))) await drainOrClose(response);
  }
  if (declaredBytes === null || declaredBytes <= sizeBytes) response.end();
  else response.socket?.destroySoon();
}

function drainOrClose(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });
}
