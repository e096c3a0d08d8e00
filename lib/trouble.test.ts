import assert from "node:assert/strict";
import { test } from "node:test";
import type { Job } from "./job.ts";
import { supportNote } from "./support-note.ts";
import { someJob } from "./test-job.ts";
import { reportOf } from "./trouble.ts";
import { watch } from "./text/en/watch.ts";

const at = "2026-11-22T10:00:00.000Z";
const job = someJob({
  id: "019a",
  prompt: "a tide\nat dawn",
  images: ["https://a.example/1.png"],
  created_at: at,
  updated_at: at,
});
const refused: Job = {
  ...job,
  status: "failed",
  failure: { code: "50413", message: "Post Text Risk Not Pass", charged: "no" },
};

test("a job that is on its way or done needs no explanation", () => {
  assert.equal(reportOf(job), null);
  assert.equal(reportOf({ ...job, status: "running" }), null);
  assert.equal(reportOf({ ...job, status: "canceled" }), null);
  assert.equal(reportOf({ ...job, status: "succeeded", media: { ...job.media, state: "saved" } }), null);
});

test("what went wrong is told with its charge, and whose words there are", () => {
  assert.deepEqual(reportOf(refused), {
    trouble: { about: "failure", kind: "prompt_refused" },
    charged: "no",
    said: { words: "Post Text Risk Not Pass", code: "50413", isRelays: true },
  });
  const lost = { code: "connection", message: "The connection broke (ECONNRESET)", charged: "unknown" } as const;
  assert.deepEqual(reportOf({ ...job, status: "unknown", failure: lost }), {
    trouble: { about: "failure", kind: "connection" },
    charged: "unknown",
    said: { words: lost.message, code: "connection", isRelays: false },
  });
  const media = { ...job.media, state: "expired", error: "HTTP 403" } as const;
  const expired = reportOf({ ...job, status: "succeeded", media });
  assert.deepEqual([expired?.trouble, expired?.charged], [{ about: "media", kind: "expired" }, "yes"]);
  const waiting = { reason: "account", message: "user quota is not enough", until: null } as const;
  const held = reportOf({ ...job, waiting });
  assert.deepEqual([held?.trouble, held?.charged], [{ about: "waiting", kind: "account" }, "not_yet"]);
  assert.equal(held?.said?.isRelays, true);
  assert.deepEqual(reportOf({ ...job, status: "running", overdue: true })?.trouble, { about: "overdue" });
});

test("the text for support holds what a relay's support asks for, and nothing of this desk's addresses", () => {
  const { labels, charged } = watch.trouble;
  const note = supportNote({ ...refused, relay_id: "jimeng:7391", submitted_at: at }, { labels, charged });
  assert.equal(
    note,
    `Clipdesk job: 019a
Relay id: jimeng:7391
Model: jimeng-video-3.0
Settings: 3:2, 720P
Reference images: https://a.example/1.png
Created (UTC): 2026-11-22T10:00:00.000Z
Sent (UTC): 2026-11-22T10:00:00.000Z
Ended (UTC): none
Code: 50413
Charged: no
Answer: Post Text Risk Not Pass
Prompt: a tide
at dawn`,
  );
});
