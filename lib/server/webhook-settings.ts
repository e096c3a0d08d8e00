/** Who is told when a job ends. Its address is a secret at Slack and Feishu, so a function shows it to nobody who prints. */
import * as z from "zod/mini";
import { hide } from "./hidden.ts";

export type WebhookFormat = "json" | "slack" | "feishu";

export interface Webhook {
  url: () => string;
  secret: (() => string) | null;
  format: WebhookFormat;
}

type Settings = Readonly<Record<string, string | undefined>>;

/** Every bad setting is one line, `NAME: what is wrong`, and none repeats what was given. */
export function readWebhook(given: Settings): { webhook: Webhook | null; faults: readonly string[] } {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${path[0]?.toString() ?? "WEBHOOK_URL"}: ${message}`,
    );
    return { webhook: null, faults };
  }
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBHOOK_FORMAT: format } = parsed.data;
  if (url === undefined) {
    const stray = ["WEBHOOK_SECRET", "WEBHOOK_FORMAT"].filter((name) => given[name] !== undefined);
    return { webhook: null, faults: stray.map((name) => `${name}: only counts with WEBHOOK_URL`) };
  }
  if (format === "json" && secret === undefined)
    return { webhook: null, faults: ["WEBHOOK_SECRET: must be set with WEBHOOK_FORMAT=json, which is signed with it"] };
  hide(url);
  if (secret !== undefined) hide(secret);
  return { webhook: { url: () => url, secret: secret === undefined ? null : () => secret, format }, faults: [] };
}

const schema = z.object({
  WEBHOOK_URL: z.optional(
    z
      .string()
      .check(z.refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), "must be an http(s) address")),
  ),
  WEBHOOK_SECRET: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{8,200}$/, "must be 8 to 200 visible ASCII characters")),
  ),
  WEBHOOK_FORMAT: z._default(z.enum(["json", "slack", "feishu"], "must be json, slack or feishu"), "json"),
});
