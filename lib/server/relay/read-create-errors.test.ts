/** Which class an error of a create is of. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readCreate } from "./read-create.ts";
import { answer } from "./samples.ts";

const page = "<!doctype html><html><body>quota insufficient, saturated, risk not pass</body></html>";

const kind = (status: number, body: unknown) => readCreate(answer(status, body)).kind;

describe("words decide before the status", () => {
  const bodies = {
    rejected: [
      { code: 50411, message: "Pre Img Risk Not Pass", data: null },
      { code: "50518", message: "x" },
      { error: { message: "提示词包含敏感词", code: "" } },
      { error: { message: "x", code: "sensitive_words_detected" } },
      { error: { message: '{"error":{"message":"{\\"code\\":50413,\\"message\\":\\"Post Text Risk Not Pass\\"}"}}' } },
      { success: false, message: 'status_code=400, {"code":"InvalidParameter","message":"bad image"} (request id: 1)' },
    ],
    account: [
      { error: { message: "当前分组 default 下对于模型 m 无可用渠道", code: "429" } },
      { error: { message: "The model `m` does not exist", code: "model_not_found" } },
      { error: { message: "You exceeded your current quota", code: "insufficient_quota" } },
      { code: "x", message: '{"error":{"message":"Incorrect API key provided"}}' },
      { error: "该令牌无权访问模型 m (request id: 1)" },
      { error: "Token has expired" },
      { error: "This token has no access to model m" },
      { message: "用户已被封禁，账号因违规" },
      { error: "您的 IP 不在令牌允许访问的列表中" },
      { error: { message: "Invalid URL (POST /v1/video/create)" } },
    ],
    busy: [
      { code: "fail_to_fetch_task", message: '{"code":"upstream_load_saturated","message":"x"}' },
      { error: { message: "当前分组上游负载已饱和，请稍后再试" } },
      { code: 50429, message: "x" },
      { error: { type: "x", code: "rate_limit_exceeded", message: "slow down" } },
    ],
    unknown: [
      { code: "do_request_failed", message: "无效的令牌" },
      { code: "fail_to_fetch_task", message: '{"code":50500,"message":"Internal Error"}' },
      { code: "task_not_exist", message: "task_not_exist" },
      { message: "task not found" },
    ],
  };
  for (const [expected, list] of Object.entries(bodies)) {
    for (const body of list) {
      test(`${expected}: ${JSON.stringify(body)}`, () => {
        for (const status of [200, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504]) {
          assert.equal(kind(status, body), expected, String(status));
        }
      });
    }
  }

  test("a person sees the innermost words, and codes of the same place", () => {
    const body = {
      error: {
        code: "a",
        message: '{"code":"b","message":"{\\"code\\":50413,\\"message\\":\\"Post Text Risk Not Pass\\"}"}',
      },
    };
    assert.deepEqual(readCreate(answer(400, body)), {
      kind: "rejected",
      code: "50413",
      message: "Post Text Risk Not Pass",
    });
  });

  test("two refusals glued together are one", () => {
    const refusal = JSON.stringify({ code: "50411", message: "Pre Img Risk Not Pass" });
    assert.equal(kind(500, refusal + refusal), "rejected");
    assert.equal(kind(500, `${refusal}{"error":{"message":"当前分组上游负载已饱和"}}`), "unknown");
  });
});

test("a prompt that is refused for its words does not look like trouble of the account", () => {
  for (const words of [
    "提示词包含禁用词",
    "prompt contains banned words",
    "image 1: invalid url",
    "参数无效",
    "用户上传的图片链接已过期",
    "image host: access denied",
  ]) {
    assert.equal(kind(400, { error: { message: words } }), "rejected", words);
    assert.notEqual(kind(500, { error: { message: words } }), "account", words);
  }
});

describe("the status decides what no word does", () => {
  const odd = { error: { message: "something odd", code: "odd" } };
  const expected: Record<number, [json: string, page: string, plain: string, empty: string]> = {
    200: ["unknown", "unknown", "unknown", "unknown"],
    204: ["unknown", "unknown", "unknown", "unknown"],
    302: ["unknown", "unknown", "unknown", "unknown"],
    307: ["unknown", "unknown", "unknown", "unknown"],
    400: ["rejected", "unknown", "rejected", "unknown"],
    401: ["account", "account", "account", "account"],
    402: ["account", "account", "account", "account"],
    403: ["unknown", "unknown", "unknown", "unknown"],
    404: ["account", "account", "account", "account"],
    408: ["unknown", "unknown", "unknown", "unknown"],
    409: ["unknown", "unknown", "unknown", "unknown"],
    413: ["rejected", "rejected", "rejected", "rejected"],
    421: ["unknown", "unknown", "unknown", "unknown"],
    422: ["rejected", "unknown", "rejected", "unknown"],
    425: ["unknown", "unknown", "unknown", "unknown"],
    429: ["busy", "busy", "busy", "busy"],
    500: ["unknown", "unknown", "unknown", "unknown"],
    501: ["account", "account", "account", "account"],
    502: ["unknown", "unknown", "unknown", "unknown"],
    503: ["unknown", "unknown", "unknown", "unknown"],
    504: ["unknown", "unknown", "unknown", "unknown"],
    520: ["unknown", "unknown", "unknown", "unknown"],
    524: ["unknown", "unknown", "unknown", "unknown"],
  };
  for (const [status, kinds] of Object.entries(expected)) {
    test(`HTTP ${status} with an odd error, a page, a line of text, nothing`, () => {
      assert.deepEqual(
        [odd, page, "something odd", ""].map((body) => kind(Number(status), body)),
        kinds,
      );
    });
  }

  test("a 400 about a lost upstream is not a refusal", () => {
    assert.equal(kind(400, { error: { message: "upstream request timeout" } }), "unknown");
    assert.equal(kind(400, { error: { message: "Post https://u: context deadline exceeded" } }), "unknown");
  });

  test("JSON that was cut says nothing", () => {
    const text = JSON.stringify({ code: "50411", message: "Pre Img Risk Not Pass", data: { id: "x" } });
    for (let length = 1; length < text.length; length += 1) {
      for (const status of [200, 400, 500])
        assert.equal(kind(status, text.slice(0, length)), "unknown", text.slice(0, length));
    }
  });

  test("a page or a redirect is malformed, an error of the relay's own is a server error", () => {
    const reason = (status: number, body: unknown) => {
      const outcome = readCreate(answer(status, body));
      return outcome.kind === "unknown" && outcome.reason;
    };
    assert.equal(reason(200, page), "page");
    assert.equal(reason(307, ""), "malformed");
    assert.equal(reason(403, page), "page");
    assert.equal(reason(409, odd), "server_error");
    assert.equal(reason(502, page), "server_error");
    assert.equal(reason(500, ""), "server_error");
  });
});
