import assert from "node:assert/strict";
import { test } from "node:test";
import { type Faults, loadFaults } from "./faults.ts";
import { maxBatch, maxPrompts } from "./job-words.ts";
import {
  type Limits,
  archiveQuerySchema,
  changesQuerySchema,
  dispatchChangeSchema,
  listQuerySchema,
  resolutionSchema,
  retrySchema,
} from "./job.ts";
import { locales } from "./locale.ts";
import { submissionSchema } from "./submission.ts";

const limits: Limits = { model: "m", aspect_ratios: ["3:2"], sizes: ["720P"], max_images: 4, prompt_max: 800 };
const valid = { aspect_ratio: "3:2", size: "720P", images: [] };
const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);

/** The fields that are named, as `prompts.3`. */
function faultsOf(schema: ReturnType<typeof submissionSchema>, asked: object): Record<string, string> {
  const { error } = schema.safeParse({ ...valid, ...asked });
  return Object.fromEntries(error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []);
}

test("a submission has one prompt or up to 20, each judged as one, and at most 40 videos in all", () => {
  const schema = submissionSchema(limits);
  const good = [
    { prompt: "x" },
    { prompts: ["x"] },
    { prompts: lines(maxPrompts), count: 2 },
    { prompts: lines(5), count: 8 },
    { prompt: "x", count: 8 },
  ];
  for (const asked of good) assert.deepEqual(faultsOf(schema, asked), {}, JSON.stringify(asked));
  const bad: [asked: object, ...fields: string[]][] = [
    [{}, "prompt"],
    [{ prompt: "" }, "prompt"],
    [{ prompt: "x", prompts: ["y"] }, "prompts"],
    [{ prompts: [] }, "prompts"],
    [{ prompts: "x" }, "prompts"],
    [{ prompts: lines(maxPrompts + 1) }, "prompts"],
    [{ prompts: ["a", "b", "c", " ", "e", "x".repeat(801)] }, "prompts.3", "prompts.5"],
    [{ prompts: [...lines(maxPrompts), " "] }, `prompts.${maxPrompts}`, "prompts"],
    [{ prompt: "x", images: ["cat", ...Array(4).fill("https://a.b/c.png")] }, "images.0", "images"],
    [{ prompts: lines(maxPrompts), count: 3 }, "count"],
    [{ prompts: lines(6), count: 7 }, "count"],
    [{ prompts: ["a", 7], size: "8K" }, "prompts.1", "size"],
    [{ aspect_ratio: "1:9" }, "aspect_ratio", "prompt"],
  ];
  for (const [asked, ...fields] of bad) {
    assert.deepEqual(Object.keys(faultsOf(schema, asked)), fields, JSON.stringify(asked));
  }
  assert.match(faultsOf(schema, { prompts: lines(20), count: 8 })["count"] ?? "", new RegExp(String(maxBatch)));
});

test("every fault of every request is said in the language that was asked for", async () => {
  const builders = {
    submission: (faults: Faults) => submissionSchema(limits, faults),
    list: listQuerySchema,
    changes: changesQuerySchema,
    archive: archiveQuerySchema,
    retry: retrySchema,
    resolution: resolutionSchema,
    dispatch: dispatchChangeSchema,
  };
  const nonsense: unknown[] = [null, [], "x"];
  const values = ["", "x", 7, -1, 1.5, {}, [7], ["ftp://x"], ["https://a:b@c"], "\0", "x".repeat(900), lines(120)];
  const names = ["prompt", "prompts", "aspect_ratio", "size", "images", "model", "count", "status", "q", "starred"];
  names.push("trashed", "batch", "cursor", "limit", "since", "ids", "accept_risk", "paused", "outcome", "relay_id");
  for (const name of names) for (const value of values) nonsense.push({ [name]: value });
  nonsense.push({ outcome: "created" }, { outcome: "created", relay_id: "" }, { outcome: "created", relay_id: "a b" });
  nonsense.push({ outcome: "created", relay_id: "x".repeat(600) }, { prompt: "x", prompts: ["x"] });
  const said: Record<string, Set<string>> = { en: new Set(), zh: new Set() };
  for (const locale of locales) {
    const faults = await loadFaults(locale);
    for (const [name, build] of Object.entries(builders)) {
      const schema = build(faults);
      for (const value of nonsense) {
        for (const { code, message } of schema.safeParse(value).error?.issues ?? []) {
          if (code === "unrecognized_keys") continue; // said by the door, which names each key
          const isChinese = /[\u4e00-\u9fff]/.test(message);
          assert.equal(isChinese, locale === "zh", `${name} ${JSON.stringify(value)}: ${message}`);
          assert.doesNotMatch(message, /^Invalid/, `${name} ${JSON.stringify(value)}`);
          said[locale]?.add(message);
        }
      }
    }
  }
  assert.equal(said["en"]?.size, said["zh"]?.size);
});
