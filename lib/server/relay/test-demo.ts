import * as z from "zod/mini";
import { type DemoRelayOptions, demoBaseUrl, makeDemoRelay } from "./demo.ts";

export const noon = Date.UTC(2026, 0, 1, 12);

const created = z.strictObject({ id: z.string(), status: z.literal("pending"), status_update_time: z.number() });
const answered = z.object({
  id: z.string(),
  status: z.enum(["pending", "processing", "completed", "failed"]),
  status_update_time: z.number(),
  progress: z.union([z.number(), z.string().check(z.regex(/^\d+%$/))]),
  video_url: z.nullable(z.string()),
  thumbnail_url: z.optional(z.string()),
  error: z.optional(z.object({ code: z.string(), message: z.string() })),
});

/** A relay whose clock the test sets. */
export function relayAt(startMs: number, options: DemoRelayOptions = {}) {
  const clock = { nowMs: startMs };
  const relay = makeDemoRelay({ lifeMs: 6_000, now: () => clock.nowMs, ...options });
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const create = (fields: Record<string, unknown> = {}) => {
    const body = { model: "m", prompt: "a calm sea", aspect_ratio: "3:2", size: "720P", images: [], ...fields };
    return relay(
      new Request(`${demoBaseUrl}/v1/video/create`, { method: "POST", headers, body: JSON.stringify(body) }),
    );
  };
  const query = (id: string, base = demoBaseUrl) =>
    relay(new Request(`${base}/v1/video/query?id=${encodeURIComponent(id)}`, { headers }));
  const createdId = async (fields?: Record<string, unknown>) => created.parse(await (await create(fields)).json()).id;
  const answer = async (id: string, base?: string) => answered.parse(await (await query(id, base)).json());
  return { clock, relay, create, query, createdId, answer };
}
