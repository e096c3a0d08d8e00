/**
 * What an error means, by its words. Relays pass upstream errors on under any HTTP status, so words come first; the
 * readers decide by status only what the words leave open.
 */
import { at, isBlank, isGoodCode, type JsonObject, plainTextOf, saysGood, type Words, wordsOf } from "./answer.ts";
import type { RelayAnswer } from "./outcome.ts";

/** `lost`: the relay itself does not know what became of the request. `missing`: it does not know the task. */
export type Verdict = "lost" | "missing" | "account" | "rejected" | "busy";

/** What an answer says went wrong. `isError` is false when it has words but nothing marks them as an error. */
export interface Fault extends Words {
  isError: boolean;
  code: string | null;
  message: string | null;
}

/**
 * In order: an answer that says two things is read as the more careful one. Codes and sentences stand on lines of their
 * own. What is only likely is left out, for a wrong match holds all jobs or makes somebody pay twice.
 */
const verdicts: readonly (readonly [Verdict, RegExp])[] = [
  ["lost", /^(do_(request|response)_failed|\w+_response_body_failed|bad_response_body|5050[01])$/im],
  ["missing", /task[ _](is |does |was )?not[ _](exists?|found)|no such task|任务不存在/i],
  [
    "account",
    anyOf(
      // the key, and what it may do; not the rights to a reference image, which is this request's own affair
      /无效的令牌|未提供令牌|令牌无权|无权(访问|使用) ?(模型|\S+ ?分组)|封禁|(用户|账号|账户)(已?被?)(禁用|停用|冻结|注销)/,
      /(令牌|密钥).{0,10}(过期|无效|禁用|不可用)|(invalid|incorrect)[ _](api[ _]?key|token)|^(unauthorized|access_denied|permission_denied)$/,
      /(token|key|account|user)( is| has| was| been)* (expired|disabled|banned|suspended|deactivated|no access)/,
      /\bip\b.{0,20}(banned|not allowed|not in|不在|不允许)/,
      // money
      /(额度|余额|配额)[^,，。]{0,4}(不足|用尽|耗尽)|欠费|arrear|overdue|billing|exceeded your current quota/,
      /insufficient[ _](\w+[ _])?(quota|balance|funds|credits?)|(quota|balance|credits?) (is )?(insufficient|not enough|exhausted)/,
      /pre[-_]consume[ _](token[ _])?quota/,
      // the set-up of the host
      /无可用渠道|no available channel|model_not_found|api_not_implemented|invalid url \((post|get) /,
    ),
  ],
  [
    "rejected",
    anyOf(
      /risk not pass|^(5041[123]|5051\d)$|敏感|违规|审核(未|不)通过/,
      /sensitive[ _](words?|content|information)|content[ _]policy|policy[ _]violation/,
      /invalid_?parameter|参数(错误|无效|有误|不合法)/,
    ),
  ],
  [
    "busy",
    anyOf(
      /饱和|请求数限制|请求(过于|太)频繁|并发.{0,4}(上限|限制)|^(429|50429|50430)$/,
      /saturated|rate[ _-]?limit|too many requests|(concurren(t|cy)|qps) limit/,
    ),
  ],
];

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join("|"), "im");
}

/** Where error texts are found, the task's own before the envelope's. */
const faultPaths = ["error", "fail_reason", "data.fail_reason", "data.error"];
const detailPaths = ["detail.error_message", "detail.video_generation_error"];

export function faultOf(document: JsonObject): Fault {
  const { code, message, msg, detail } = document;
  const layers = [...faultPaths, ...detailPaths].map((path) => wordsOf(at(document, path)));
  layers.push(wordsOf({ code, message, msg, detail }));
  return {
    isError:
      !isBlank(document["error"]) || document["success"] === false || (!isGoodCode(code) && !saysGood(message ?? msg)),
    codes: layers.flatMap((layer) => layer.codes),
    texts: layers.flatMap((layer) => layer.texts),
    // The innermost code is the one that was about this request; the outer ones name the relay's own steps.
    code: layers.find((layer) => layer.codes.length > 0)?.codes.at(-1) ?? null,
    message: layers.find((layer) => layer.texts.length > 0)?.texts[0] ?? null,
  };
}

/** The fault of an answer that holds no JSON: a line of plain text may say it, a web page says nothing. */
export function plainFaultOf(answer: RelayAnswer): Fault {
  const text = plainTextOf(answer);
  return { isError: true, codes: [], texts: text === null ? [] : [text], code: null, message: text };
}

export function verdictOf({ codes, texts }: Words): Verdict | null {
  const lines = [...codes, ...texts].join("\n");
  return verdicts.find(([, pattern]) => pattern.test(lines))?.[0] ?? null;
}

/** A refusal in form, but of the kind that also comes when the upstream had already taken the request. */
export function soundsLost({ texts }: Words): boolean {
  return /time(d )?-?out|超时|deadline exceeded|unexpected eof|connection (reset|refused|closed)/i.test(
    texts.join("\n"),
  );
}
