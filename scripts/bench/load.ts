/** One burst of requests, bounded in number and in time, and what became of it. */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { percentile } from "./numbers.ts";

export interface Burst {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

interface Shots {
  url: string;
  connections: number;
  amount: number;
  requests: autocannon.Request[];
}

const longestMs = 30_000;

/** Submissions, each with a prompt and a key of its own, as ten busy people would send them. */
export function submissions(serverUrl: string, amount: number): Promise<Burst> {
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const id = randomUUID();
    request.body = JSON.stringify({
      prompt: `A paper boat drifts along a rain-filled gutter at dusk, low camera, soft light. ${id}`,
      aspect_ratio: "3:2",
      size: "720P",
      images: ["https://images.example.com/reference.jpg"],
    });
    request.headers = { "content-type": "application/json", "idempotency-key": id };
    return request;
  };
  const requests = [{ method: "POST" as const, path: "/api/jobs", setupRequest }];
  return burst({ url: serverUrl, connections: 10, amount, requests });
}

/** Reads of one address, one after the other, so that the latency is the work and not a queue. */
export function reads(serverUrl: string, path: string, amount: number): Promise<Burst> {
  return burst({ url: serverUrl, connections: 1, amount, requests: [{ method: "GET", path }] });
}

async function burst(shots: Shots): Promise<Burst> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  let lastAt = startedAt;
  const result = await fired(shots, (latencyMs) => {
    latencies.push(latencyMs);
    lastAt = performance.now();
  });
  const failed = result.non2xx + result.errors;
  if (failed > 0 || latencies.length < shots.amount) {
    throw new Error(`${shots.url}: ${latencies.length} of ${shots.amount} requests were answered, ${failed} badly`);
  }
  return {
    perSecond: latencies.length / ((lastAt - startedAt) / 1000),
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
  };
}

/** @param onAnswer the tool's own histogram counts whole milliseconds: too coarse for a handler that takes two */
function fired(shots: Shots, onAnswer: (latencyMs: number) => void): Promise<autocannon.Result> {
  return new Promise((resolve, reject) => {
    const load = autocannon({ ...shots, sampleInt: 50 }, (error, result) => {
      clearTimeout(limit);
      // Declared as always there, but null when nothing went wrong.
      if (error as Error | null) reject(error);
      else resolve(result);
    });
    const limit = setTimeout(() => load.stop?.(), longestMs);
    load.on("response", (_client, _status, _bytes, latencyMs) => onAnswer(latencyMs));
  });
}
