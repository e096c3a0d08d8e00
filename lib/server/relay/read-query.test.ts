import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readQuery } from "./read-query.ts";
import { answer, observedCases } from "./samples.ts";

const read = (body: unknown, status = 200) => readQuery(answer(status, body));
const done = (rest: object) => read({ id: "x", status: "completed", ...rest });

describe("every observed answer to a query is read as what it was", () => {
  for (const { n, http_status, body, headers, expect } of observedCases("query")) {
    test(`case ${n}: HTTP ${http_status} is ${expect.state}`, () => {
      const outcome = readQuery(answer(http_status, body, headers));
      assert.equal(outcome.state, expect.state, JSON.stringify(outcome));
      if (expect.video_url !== undefined) assert.equal(outcome.videoUrl, expect.video_url);
      if (expect.thumbnail_url !== undefined) assert.equal(outcome.thumbnailUrl, expect.thumbnail_url);
      if (expect.progress !== undefined) assert.equal(outcome.progress, expect.progress);
      if (expect.id !== undefined) assert.equal(outcome.relayId, expect.id);
      if (expect.error === null) assert.equal(outcome.error, null);
      else assert.ok((outcome.error ?? "").includes(expect.error ?? ""), String(outcome.error));
      if (expect.retry_after_s === null) assert.equal(outcome.retryAfterMs, null);
    });
  }
});

describe("no HTTP error says anything about the task", () => {
  const bodies = [
    { id: "x", status: "failed", error: "no" },
    { code: 50411, message: "Pre Img Risk Not Pass" },
    { id: "x", status: "completed", video_url: "https://example.com/v.mp4" },
    "",
    "<html>",
  ];
  for (const status of [
    301, 304, 307, 400, 401, 403, 404, 408, 410, 421, 425, 429, 500, 501, 502, 503, 504, 520, 524,
  ]) {
    test(`HTTP ${status}`, () => {
      for (const body of bodies) {
        const outcome = read(body, status);
        assert.equal(outcome.state, "unknown");
        assert.equal(outcome.videoUrl, null);
        assert.notEqual(outcome.trouble, null);
        assert.notEqual(outcome.error, null);
      }
    });
  }
});

describe("trouble says whom it concerns", () => {
  test("a task that the relay does not know", () => {
    for (const body of [
      { code: "task_not_exist", message: "task_not_exist" },
      { error: "任务不存在" },
      { message: "task not found" },
    ]) {
      for (const status of [200, 400, 404, 500]) {
        if (status === 200 && !("code" in body || "error" in body)) continue;
        assert.equal(read(body, status).trouble, "missing", JSON.stringify(body));
      }
    }
  });

  test("the account or the configuration", () => {
    assert.equal(read("", 401).trouble, "account");
    assert.equal(read({ code: "insufficient_user_quota", message: "x" }, 403).trouble, "account");
    assert.equal(read({ error: { message: "Invalid URL (GET /v1/video/query)" } }, 404).trouble, "account");
  });

  test("a relay that is busy, and for how long", () => {
    assert.equal(read("", 429).trouble, "busy");
    assert.equal(read({ error: { message: "当前分组上游负载已饱和" } }, 403).trouble, "busy");
    assert.equal(readQuery(answer(429, "", { "retry-after": "7" })).retryAfterMs, 7000);
  });

  test("a broken relay and an unreadable answer", () => {
    assert.equal(read("<html>", 502).trouble, "unreachable");
    for (const body of ["<html>", "", "null", "[]", '"completed"', '{"status":"comp', "OK"])
      assert.equal(read(body).trouble, "unreadable", body);
  });

  test("an unfamiliar or missing word is no trouble", () => {
    for (const body of [{ id: "x" }, { id: "x", status: "" }, { id: "x", status: "warming_up" }, { status: 7 }]) {
      assert.equal(read(body).state, "unknown");
      assert.equal(read(body).trouble, null);
    }
    assert.equal(read({ id: "x", status: "warming_up" }).relayStatus, "warming_up");
  });

  test("an error of the call under HTTP 200 does not fail the task", () => {
    assert.equal(read({ status: "error", message: "too many requests" }).trouble, "busy");
    assert.equal(read({ status: "error", message: "无效的令牌" }).state, "unknown");
    assert.equal(read({ error: { message: "数据库错误" } }).state, "unknown");
    assert.equal(read({ id: "x", status: "error", message: "too many requests" }).state, "failed");
    assert.equal(read({ data: { status: "FAILURE", fail_reason: "负载已饱和" } }).state, "failed");
  });
});

describe("the status word", () => {
  test("is compared without regard to case, dashes and spaces", () => {
    for (const status of ["IN-PROGRESS", "In Progress", " in_progress ", "Video-Generation-Completed"]) {
      assert.equal(read({ status }).state, "running", status);
      assert.equal(read({ status }).relayStatus, status.trim());
    }
    for (const status of ["canceled", "CANCELLED", "Expired", "rejected", "fail"])
      assert.equal(read({ id: "x", status }).state, "failed");
  });

  test("is the outer one, unless that is only the envelope's success", () => {
    const url = "https://example.com/v.mp4";
    assert.equal(read({ id: "x", status: "processing", data: { status: "success", url } }).state, "running");
    assert.equal(done({ video_url: url, detail: { status: "failed" } }).state, "succeeded");
    assert.equal(read({ status: "success", data: { status: "processing", url } }).state, "running");
    assert.equal(read({ status: 200, data: { status: "processing", url } }).state, "running");
  });
});

test("progress is a whole percent from the places that hold it, or nothing", () => {
  const progress = (value: unknown) => read({ status: "processing", progress: value }).progress;
  const given: unknown[] = [50, "0", "50%", " 99.9 % ", 100, 0.5, 250, -1, "NaN", "half", "", null, true, [50]];
  assert.deepEqual(given.map(progress), [50, 0, 50, 99, 100, 0, null, null, null, null, null, null, null, null]);
  const pending = (progress_pct: unknown) =>
    read({ status: "pending", detail: { pending_info: { progress_pct } } }).progress;
  assert.deepEqual([0.5, 1, 0, 50, "0.5"].map(pending), [50, 100, 0, null, null]);
  assert.equal(read({ status: "failed", progress: 100 }).state, "failed");
  assert.equal(read({ id: "x", progress: 100 }).state, "unknown");
});

describe("the words of a failure", () => {
  const error = (rest: object) => read({ id: "x", status: "failed", ...rest }).error;

  test("are found wherever relays put them, unwrapped and without the request id", () => {
    assert.equal(error({ error: "a (request id: 1)" }), "a");
    assert.equal(error({ error: { code: 1, message: '{"error":{"message":"b"}}' } }), "b");
    assert.equal(error({ data: { error: { message: "c" } } }), "c");
    assert.equal(error({ detail: { error_message: "d" } }), "d");
    assert.equal(error({ detail: { video_generation_error: "e" } }), "e");
    assert.equal(error({ message: "f" }), "f");
    assert.equal(error({ fail_reason: "g", message: "Success" }), "g");
  });

  test("may be missing", () => {
    assert.equal(error({ message: "Success", error: {} }), null);
    assert.equal(error({}), null);
  });

  test("come with their code", () => {
    assert.equal(read({ status: "failed", id: "x", error: { code: "50413", message: "m" } }).errorCode, "50413");
    assert.equal(read({ code: 50412, message: "Text Risk Not Pass" }).errorCode, "50412");
    const nested = { code: "fail_to_fetch_task", message: '{"code":"50516","message":"Post Video Risk Not Pass"}' };
    assert.deepEqual([read(nested).state, read(nested).errorCode], ["failed", "50516"]);
    assert.equal(read(nested, 500).state, "unknown");
  });
});

test("two documents glued together must agree", () => {
  const running = '{"id":"x","status":"running"}';
  assert.equal(read(running + running).state, "running");
  assert.equal(read(`${running}{"id":"x","status":"failed"}`).state, "unknown");
});
