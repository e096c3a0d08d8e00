/**
 * For tests: a bucket in memory behind a real HTTP server, as strict as Amazon's. It has what the S3 server of others
 * lacks (conditional writes, dropping and listing uploads) and misbehaves when told to.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { faultOfSignature, type SigningKeys } from "./test-signature.ts";
import { addressOf, type Ending } from "./testing.ts";

export interface Seen {
  method: string;
  key: string;
  query: Record<string, string>;
  headers: IncomingMessage["headers"];
  bodyBytes: number;
}

/** Instead of what would be right; `lost` does what is right and then closes without an answer. */
export type Misdeed =
  | { status: number; code?: string; headers?: Record<string, string>; body?: string }
  | "reset"
  | "lost";

export interface TestBucket {
  endpoint: string;
  bucket: string;
  keys: SigningKeys;
  objects: Map<string, Buffer>;
  uploads: Map<string, { key: string; begunAt: number; parts: Map<number, Buffer> }>;
  seen: Seen[];
  /** Asked for every request, after its signature was found right. */
  misbehave: (seen: Seen) => Misdeed | null | Promise<Misdeed | null>;
  /** How many uploads a page of the list has. */
  pageSize: number;
}

const minPartBytes = 5 * 1024 * 1024;

export async function startTestBucket(t: Ending): Promise<TestBucket> {
  const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
  const state: TestBucket = {
    endpoint: "",
    bucket: "media",
    keys,
    objects: new Map(),
    uploads: new Map(),
    seen: [],
    misbehave: () => null,
    pageSize: 1_000,
  };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  state.endpoint = `http://127.0.0.1:${addressOf(server).port}`;
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return state;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

async function answer(state: TestBucket, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request));
  const url = new URL(request.url ?? "/", state.endpoint);
  const [, bucket, ...rest] = decodeURIComponent(url.pathname).split("/");
  const query = Object.fromEntries(url.searchParams);
  const seen = {
    method: request.method ?? "",
    key: rest.join("/"),
    query,
    headers: request.headers,
    bodyBytes: body.length,
  };
  state.seen.push(seen);
  const fault = faultOfSignature(request, body, state.keys) ?? (bucket === state.bucket ? null : "NoSuchBucket");
  const misdeed = fault === null ? await state.misbehave(seen) : null;
  if (misdeed === "reset") return void response.destroy();
  if (misdeed !== null && misdeed !== "lost") {
    const text = misdeed.body ?? (misdeed.code === undefined ? "" : `<Error><Code>${misdeed.code}</Code></Error>`);
    return void response.writeHead(misdeed.status, misdeed.headers).end(text);
  }
  const reply = fault === null ? replyTo(state, seen, body) : refusal(fault === "NoSuchBucket" ? 404 : 403, fault);
  if (misdeed === "lost") return void response.destroy();
  response.writeHead(reply.status, reply.headers).end(seen.method === "HEAD" ? undefined : reply.body);
}

function replyTo(state: TestBucket, seen: Seen, body: Buffer): Reply {
  const { method, key, query } = seen;
  if (key === "")
    return method === "GET" && query["uploads"] !== undefined ? listed(state, query) : refusal(405, "MethodNotAllowed");
  if (method === "POST" && query["uploads"] !== undefined) return begun(state, key);
  if (query["uploadId"] !== undefined) return toUpload(state, seen, query["uploadId"], body);
  if (method === "PUT") return put(state, seen, body);
  if (method === "DELETE") {
    state.objects.delete(key);
    return { status: 204 };
  }
  const file = state.objects.get(key);
  if (file === undefined) return refusal(404, "NoSuchKey");
  return method === "HEAD" || method === "GET" ? sent(file, seen.headers.range) : refusal(405, "MethodNotAllowed");
}

function put(state: TestBucket, { key, headers }: Seen, bytes: Buffer): Reply {
  if (headers["if-none-match"] === "*" && state.objects.has(key)) return refusal(412, "PreconditionFailed");
  state.objects.set(key, bytes);
  return { status: 200, headers: { etag: tagOf(bytes) } };
}

function sent(file: Buffer, range: string | undefined): Reply {
  const etag = tagOf(file);
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (first === undefined) return { status: 200, headers: { etag, "content-length": String(file.length) }, body: file };
  if (Number(first) >= file.length) return refusal(416, "InvalidRange");
  const end = Math.min(Number(last), file.length - 1);
  const part = file.subarray(Number(first), end + 1);
  const headers = {
    etag,
    "content-range": `bytes ${first}-${end}/${file.length}`,
    "content-length": String(part.length),
  };
  return { status: 206, headers, body: part };
}

function begun(state: TestBucket, key: string): Reply {
  const id = `upload+${state.uploads.size + 1}&"x"`; // ids may hold anything
  state.uploads.set(id, { key, begunAt: Date.now(), parts: new Map() });
  return {
    status: 200,
    body: `<InitiateMultipartUploadResult><UploadId>${escaped(id)}</UploadId></InitiateMultipartUploadResult>`,
  };
}

function toUpload(state: TestBucket, seen: Seen, id: string, body: Buffer): Reply {
  const upload = state.uploads.get(id);
  if (upload === undefined || upload.key !== seen.key) return refusal(404, "NoSuchUpload");
  if (seen.method === "PUT") {
    upload.parts.set(Number(seen.query["partNumber"]), body);
    return { status: 200, headers: { etag: tagOf(body) } };
  }
  if (seen.method === "DELETE") return state.uploads.delete(id) ? { status: 204 } : refusal(404, "NoSuchUpload");
  return seen.method === "POST"
    ? completed(state, seen, id, upload.parts, body.toString())
    : refusal(405, "MethodNotAllowed");
}

function completed(state: TestBucket, seen: Seen, id: string, parts: Map<number, Buffer>, order: string): Reply {
  const wanted = [...order.matchAll(/<Part>(.*?)<\/Part>/g)].map(([, part = ""]) => [
    part,
    /<PartNumber>(\d+)</.exec(part)?.[1],
    /<ETag>(?:"|&quot;)(\w+)(?:"|&quot;)</.exec(part)?.[1],
  ]);
  const bytes = wanted.map(([, number, tag]) => ({ bytes: parts.get(Number(number)), tag }));
  if (bytes.length === 0 || !bytes.every(({ bytes: part, tag }) => part !== undefined && tagOf(part) === `"${tag}"`))
    return refusal(400, "InvalidPart");
  const whole = bytes.map(({ bytes: part }) => part ?? Buffer.alloc(0));
  // Amazon wants 5 MiB of each but the last, others want them alike as well.
  if (!whole.slice(0, -1).every((part) => part.length >= minPartBytes && part.length === whole[0]?.length))
    return refusal(400, "EntityTooSmall");
  const reply = put(state, seen, Buffer.concat(whole));
  if (reply.status !== 200) return reply;
  state.uploads.delete(id);
  return { status: 200, body: `<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>` };
}

function listed(state: TestBucket, query: Record<string, string>): Reply {
  const all = [...state.uploads].filter(([, { key }]) => key.startsWith(query["prefix"] ?? ""));
  const from =
    query["upload-id-marker"] === undefined ? 0 : all.findIndex(([id]) => id === query["upload-id-marker"]) + 1;
  const page = all.slice(from, from + state.pageSize);
  const isTruncated = from + page.length < all.length;
  const [lastId = "", last] = page.at(-1) ?? [];
  const uploads = page.map(([id, { key, begunAt }]) => {
    const begunText = new Date(begunAt).toISOString();
    return `<Upload><Key>${key}</Key><UploadId>${escaped(id)}</UploadId><Initiated>${begunText}</Initiated></Upload>`;
  });
  const next = `<NextKeyMarker>${last?.key}</NextKeyMarker><NextUploadIdMarker>${escaped(lastId)}</NextUploadIdMarker>`;
  const marker = isTruncated ? next : "";
  return {
    status: 200,
    body: `<ListMultipartUploadsResult><IsTruncated>${isTruncated}</IsTruncated>${marker}${uploads.join("")}</ListMultipartUploadsResult>`,
  };
}

function refusal(status: number, code: string): Reply {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>of AKIDEXAMPLE</Message></Error>` };
}

function tagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
