/** What is told of a job's end, in the words and with the signature that each kind of receiver expects. */
import { createHmac } from "node:crypto";
import type { Job, JobStatus } from "#lib/job.ts";
import { webhook as english } from "#lib/text/en/webhook.ts";
import { webhook as chinese } from "#lib/text/zh/webhook.ts";
import type { Webhook } from "../webhook-settings.ts";

export interface Announcement {
  /** The same at every try. */
  id: string;
  status: JobStatus;
  job: Job;
  /** The job's page. */
  url: string;
}

export interface Message {
  body: string;
  headers: Record<string, string>;
}

const promptMax = 200;

/** @param atMs of this try: a receiver refuses what is old, so that nobody sends an overheard one again */
export function messageFor({ format, secret }: Webhook, announcement: Announcement, atMs: number): Message {
  const atS = String(Math.floor(atMs / 1_000));
  const headers = { "content-type": "application/json; charset=utf-8" };
  switch (format) {
    case "json": {
      const { id, status, job, url } = announcement;
      const body = JSON.stringify({ id, type: `job.${status}`, at: new Date(atMs).toISOString(), url, job });
      const signature = createHmac("sha256", secret?.() ?? "")
        .update(`${atS}.${body}`)
        .digest("hex");
      return { body, headers: { ...headers, "x-clipdesk-id": id, "x-clipdesk-signature": `t=${atS},v1=${signature}` } };
    }
    case "slack":
      return { body: JSON.stringify({ text: escaped(textOf(announcement, english)) }), headers };
    case "feishu": {
      const content = { msg_type: "text", content: { text: textOf(announcement, chinese) } };
      // Feishu's own way: the key is what is signed, and nothing is signed with it.
      const sign = secret === null ? null : createHmac("sha256", `${atS}\n${secret()}`).update("").digest("base64");
      return { body: JSON.stringify(sign === null ? content : { timestamp: atS, sign, ...content }), headers };
    }
  }
}

function textOf({ status, job, url }: Announcement, words: typeof english): string {
  const prompt = job.prompt.length > promptMax ? `${beginningOf(job.prompt)}...` : job.prompt;
  const why = job.failure === null ? [] : [job.failure.message];
  return [`${words.ends[status]} ${prompt}`, ...why, url].join("\n");
}

/** Half a sign at its end is left out: receivers refuse a text that is not well-formed. */
function beginningOf(prompt: string): string {
  return prompt.slice(0, promptMax).replace(/[\ud800-\udbff]$/, "");
}

/** In Slack these three begin mentions and links, and a prompt must not call a channel. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
