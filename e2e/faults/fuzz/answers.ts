/** Sends a request as it is made, and says what is wrong with the answer. */
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { problemSchema } from "#lib/job.ts";

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Uint8Array | null;
}

export interface Answer {
  status: number;
  type: string;
  text: string;
  tookMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
export const closeConnections = () => agent.destroy();

export function send(url: string, { method, path, headers, body }: Sent): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "content-length": String(body.byteLength) };
    const sent = request(url, { method, path, headers: { ...headers, ...length }, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", reject);
      answer.once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers["content-type"] ?? "",
          text: Buffer.concat(parts).toString("latin1"),
          tookMs: performance.now() - startedAt,
        }),
      );
    });
    sent.once("error", reject);
    sent.end(body ?? undefined);
  });
}

export const unknownMethods: readonly string[] = ["PROPFIND", "QUERY"];
/** A stack, a file of ours or of the machine, the name of a package. */
const inner = /\n\s+at |node_modules|\.(ts|js|mjs|tsx):\d|file:\/\/|\.next\/|sqlite_|SqliteError|kysely/;

export function judgeAnswer(sent: Sent, answer: Answer, secrets: readonly string[]): void {
  const { status, type, text } = answer;
  const said = `${status} ${type} ${text.slice(0, 300)}`;
  assert.ok(status >= 200 && status < 500, said);
  for (const secret of secrets) assert.ok(!text.includes(secret), `a path of this machine: ${said}`);
  if (status < 400 || !sent.path.startsWith("/api/")) return;
  assert.doesNotMatch(text, inner);
  // A method that the route, or Next, does not have is answered before our door, without a word.
  if (text === "" && (status === 405 || (status === 400 && unknownMethods.includes(sent.method)))) return;
  if (sent.method === "HEAD") return;
  assert.equal(type, "application/problem+json", said);
  const problem = problemSchema.parse(JSON.parse(text));
  assert.equal(problem.status, status);
  assert.notEqual(problem.title, "");
}
