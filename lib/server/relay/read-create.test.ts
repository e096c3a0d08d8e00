import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readCreate } from "./read-create.ts";
import type { CreateOutcome } from "./outcome.ts";
import { answer, kindOf, observedCases } from "./samples.ts";

const page = "<!doctype html><html><body>quota insufficient, saturated, risk not pass</body></html>";
const created = { id: "jimeng:jimeng:7391", status: "pending", status_update_time: 1762241017286 };

const kind = (status: number, body: unknown): CreateOutcome["kind"] => readCreate(answer(status, body)).kind;

function accepted(status: number, body: unknown) {
  const outcome = readCreate(answer(status, body));
  assert.ok(outcome.kind === "accepted", JSON.stringify(outcome));
  return outcome;
}

function message(status: number, body: unknown): string {
  const outcome = readCreate(answer(status, body));
  assert.ok("message" in outcome);
  return outcome.message;
}

describe("every observed answer to a create is read as what it was", () => {
  for (const { n, http_status, body, headers, expect } of observedCases("create")) {
    test(`case ${n}: HTTP ${http_status} is ${expect.outcome}`, () => {
      const outcome = readCreate(answer(http_status, body, headers));
      assert.equal(outcome.kind, kindOf(expect), JSON.stringify(outcome));
      if (outcome.kind === "accepted") {
        assert.equal(outcome.relayId, expect.id);
        if (expect.state !== undefined) assert.equal(outcome.state, expect.state);
        if (expect.progress !== undefined) assert.equal(outcome.progress, expect.progress);
      } else {
        assert.ok("message" in outcome);
        assert.ok(outcome.message.includes(expect.error ?? ""), outcome.message);
        assert.doesNotMatch(outcome.message, /request id/);
      }
      if (outcome.kind === "unknown" && expect.reason !== undefined) {
        // The cases do not tell a web page from other answers that cannot be read.
        assert.equal(outcome.reason === "page" ? "malformed" : outcome.reason, expect.reason);
      }
      if (outcome.kind === "busy") {
        assert.equal(
          outcome.retryAfterMs,
          expect.retry_after_s === undefined ? null : Number(expect.retry_after_s) * 1000,
        );
      }
    });
  }
});

describe("the id", () => {
  test("is looked for at id, task_id, data.id, data.task_id and data, in this order", () => {
    const inner = { id: "c", task_id: "d" };
    assert.equal(accepted(200, { data: inner, task_id: "b", id: "a" }).relayId, "a");
    assert.equal(accepted(200, { data: inner, task_id: "b", id: "" }).relayId, "b");
    assert.equal(accepted(200, { data: inner }).relayId, "c");
    assert.equal(accepted(200, { data: { task_id: "d" }, code: "success" }).relayId, "d");
    assert.equal(accepted(200, { data: "e", code: "success", message: "" }).relayId, "e");
  });

  test("is kept whole, with its colons", () => assert.equal(accepted(201, created).relayId, "jimeng:jimeng:7391"));

  test("is a number only when JSON can hold that number exactly", () => {
    assert.equal(accepted(200, '{"id":9007199254740991}').relayId, "9007199254740991");
    for (const id of ["9007199254740993", "7392616336519610409", "1e400", "1.5", "0", "-7", "true", "[]", "{}"]) {
      assert.equal(kind(200, `{"id":${id}}`), "unknown", id);
    }
  });

  test("is read past an unusable one", () => assert.equal(accepted(200, '{"id":1e99,"task_id":"t"}').relayId, "t"));

  test("is not a sentence, a page or nested JSON under data", () => {
    for (const data of ["", " ", "task created", "<html>", '{"a":1}', ["x"], [{ id: "x" }]]) {
      assert.equal(kind(200, { data }), "unknown", JSON.stringify(data));
    }
  });

  test("is not the text beside an error", () => {
    assert.equal(kind(403, { code: "insufficient_user_quota", message: "用户额度不足", data: "x" }), "account");
  });
});

describe("an acceptance", () => {
  test("may come as any 2xx, with a byte order mark, and with an empty error", () => {
    for (const status of [200, 201, 202, 207]) assert.equal(kind(status, created), "accepted");
    assert.equal(kind(200, `\uFEFF ${JSON.stringify(created)}\r\n`), "accepted");
    for (const error of [null, "", {}, [], { code: "", message: "" }, { code: 0, message: null, details: {} }]) {
      assert.equal(kind(200, { ...created, error }), "accepted", JSON.stringify(error));
    }
  });

  test("may come with a code of the relay's own, when the message says that all is well", () => {
    assert.equal(kind(200, { code: 1, msg: "success", data: { task_id: "t" } }), "accepted");
    assert.equal(kind(200, { code: 1, msg: "warning", data: { task_id: "t" } }), "unknown");
    assert.equal(kind(200, { code: 50411, message: "", data: { task_id: "t" } }), "rejected");
  });

  test("reads the status word however it is written", () => {
    for (const status of ["IN_QUEUE", "In Queue", " in-queue "]) {
      assert.equal(accepted(200, { ...created, status }).state, "queued", status);
    }
    assert.equal(accepted(200, { ...created, status: "warming_up" }).state, "unknown");
    assert.equal(accepted(200, { ...created, status: "warming_up" }).relayStatus, "warming_up");
    assert.equal(accepted(200, { id: "x" }).relayStatus, null);
  });

  test("needs a 2xx: an id under another status leaves doubt, and the message names it", () => {
    for (const status of [301, 307, 408, 409, 421, 425, 429, 500, 503]) {
      assert.equal(kind(status, created), "unknown", String(status));
      assert.match(message(status, created), /jimeng:jimeng:7391/);
      assert.match(message(status, { error: "x".repeat(999), ...created }), /jimeng:jimeng:7391/);
    }
  });

  test("glued to itself is one acceptance, glued to an error is in doubt", () => {
    const text = JSON.stringify(created);
    assert.equal(kind(200, text + text), "accepted");
    assert.equal(kind(200, `${text}\n{"error":{"message":"x"}}`), "unknown");
    assert.equal(kind(200, `{"error":{"message":"无效的令牌"}}${text}`), "unknown");
    assert.equal(kind(200, `${text}{"err`), "unknown");
    assert.equal(kind(200, `${text}garbage`), "unknown");
  });
});

describe("an id beside an error never leads to another paid call", () => {
  for (const error of ["用户额度不足", "无效的令牌", "upstream saturated", "something odd", { code: 50430 }]) {
    for (const status of [200, 400, 401, 403, 429, 500]) {
      test(`${JSON.stringify(error)} under HTTP ${status}`, () => {
        assert.match(kind(status, { id: "x", status: "pending", error }), /^unknown$/);
        assert.match(kind(status, { id: "x", status: "failed", error }), /^(rejected|unknown)$/);
      });
    }
  }

  test("a failure word under 2xx is a refusal", () => {
    assert.equal(kind(200, { id: "x", status: "failed" }), "rejected");
    assert.equal(
      kind(200, { code: "success", data: { task_id: "x", status: "FAILURE", fail_reason: "bad" } }),
      "rejected",
    );
  });
});

describe("Retry-After", () => {
  const wait = (headers: Record<string, string>) => {
    const outcome = readCreate(answer(429, "", headers));
    assert.ok(outcome.kind === "busy");
    return outcome.retryAfterMs;
  };

  test("counts as seconds or as an HTTP date by the relay's own clock", () => {
    const date = "Wed, 21 Oct 2015 07:28:00 GMT";
    assert.equal(wait({ "retry-after": " 7 " }), 7_000);
    assert.equal(wait({ "retry-after": "0" }), 0);
    assert.equal(wait({ "retry-after": "Wed, 21 Oct 2015 07:29:30 GMT", date }), 90_000);
    assert.equal(wait({ "retry-after": date }), 0);
  });

  test("counts for nothing when it is neither", () => {
    for (const value of ["", "soon", "-5", "1.5", "1e3", "99999999999999", "NaN", "7, 8"]) {
      assert.equal(wait({ "retry-after": value }), null, value);
    }
  });
});

describe("what people read", () => {
  test("is at most some 500 characters and never half a character", () => {
    const long = message(500, { error: { message: `${"x".repeat(499)}😀 and so on` } });
    assert.ok(long.length <= 501 && long.isWellFormed());
  });

  test("does not hold the relay's request id", () => {
    assert.equal(
      message(500, { error: { message: "数据库错误 (request id: 20251108230757510141923abcdefgh)" } }),
      "数据库错误",
    );
    assert.equal(message(500, { message: "数据库错误（request id: 1）" }), "数据库错误");
  });

  test("names the HTTP status when the relay has no words", () => {
    assert.match(message(502, page), /web page.*HTTP 502/);
    assert.match(message(503, ""), /empty answer.*HTTP 503/);
    assert.match(message(200, { ok: 1 }), /HTTP 200.*\{"ok":1\}/);
  });
});
