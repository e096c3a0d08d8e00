/** What the types cannot see of the dictionaries: sentences left in English, words mixed up, numbers that read wrongly. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

type Say = (...args: unknown[]) => unknown;
type Leaf = string | Say;

/** Names, keys on the keyboard and other words that are written alike in both languages. */
const alike =
  /^(app\.name|app\.locale|composer\.composer\.referenceHint|help\.help\.keyNames\..*|job\.page\.ids|sharePage\.lang|status\.names\.node)$/;

/** The words before and after something that is drawn; a language may need only one of them. */
const half = /\.until\.[01]$/;

/** Sentences that are given a group of named details. */
const details: Readonly<Record<string, object>> = {
  "faults.refusals.cap_reached": {
    scope: "person",
    limit: 3,
    used: 2,
    asked: 5,
    resets_at: "2026-11-29T00:00:00Z",
    time_zone: "UTC",
  },
};

test("both languages have the same sentences, and none is empty", async () => {
  for (const [english, chinese] of await areas()) {
    assert.deepEqual(shapeOf(chinese), shapeOf(english));
    for (const [path, text] of [...sentencesOf(english), ...sentencesOf(chinese)]) {
      if (!half.test(path)) assert.notEqual(text.trim(), "", path);
    }
  }
});

test("every Chinese sentence is Chinese, and every English one is free of Chinese", async () => {
  for (const [english, chinese] of await areas()) {
    for (const [path, text] of sentencesOf(chinese)) {
      if (/[a-z]{2}/i.test(text.replace("Clipdesk", "")) && !alike.test(path))
        assert.match(text, /\p{Script=Han}/u, `${path}: ${text}`);
    }
    for (const [path, text] of sentencesOf(english)) assert.doesNotMatch(text, /\p{Script=Han}/u, `${path}: ${text}`);
  }
});

test("a sentence says in both languages what it was given to say", async () => {
  for (const [english, chinese] of await areas()) {
    const others = new Map(leavesOf(chinese));
    for (const [path, leaf] of leavesOf(english)) {
      const other = others.get(path);
      if (typeof leaf !== "function" || typeof other !== "function") continue;
      for (const args of [
        ["alpha", "beta", "gamma"],
        [701, 802, 903],
      ]) {
        const given = (say: Say) => args.map((arg) => spoken(say, args).toLowerCase().includes(String(arg)));
        assert.deepEqual(given(other), given(leaf), `${path}: ${spoken(other, args)} / ${spoken(leaf, args)}`);
      }
    }
  }
});

test("one is not spoken of as many, and nothing is spoken of that is not there", async () => {
  const many =
    /(?<!of |at most |all |Compare )\b1 (jobs|videos|takes|prompts|images|things|people|files|calls|characters|minutes|days)\b/;
  for (const [english, chinese] of await areas()) {
    for (const [path, text] of sentencesOf(english)) assert.doesNotMatch(text, many, path);
    for (const [path, text] of [...sentencesOf(english), ...sentencesOf(chinese)]) {
      assert.doesNotMatch(text, /undefined|NaN|\[object|\$\{/, path);
    }
  }
});

test("Chinese sentences use Chinese marks", async () => {
  for (const [, chinese] of await areas()) {
    for (const [path, text] of sentencesOf(chinese)) {
      assert.doesNotMatch(text, /\p{Script=Han}\s*[,;:!?](\s|$|\p{Script=Han})/u, `${path}: ${text}`);
      assert.doesNotMatch(text, /\p{Script=Han}\.(\s|$)/u, `${path}: ${text}`);
    }
  }
});

/** All areas, those too that are loaded later than the page. */
async function areas(): Promise<[english: object, chinese: object][]> {
  const files = readdirSync(join(import.meta.dirname, "en"));
  assert.deepEqual(readdirSync(join(import.meta.dirname, "zh")), files);
  return Promise.all(
    files.map(async (file): Promise<[object, object]> => [await import(`./en/${file}`), await import(`./zh/${file}`)]),
  );
}

function shapeOf(area: object): string[] {
  return leavesOf(area).map(([path, leaf]) => `${path} ${typeof leaf}`);
}

/** Each with samples in it: one, several, and words. */
function sentencesOf(area: object): [path: string, text: string][] {
  const samples = [
    [1, 1, 1],
    [3, 5, 7],
    ["7", "8", "9"],
  ];
  return leavesOf(area).flatMap(([path, leaf]): [string, string][] =>
    typeof leaf === "string" ? [[path, leaf]] : samples.map((args) => [path, spoken(leaf, args)]),
  );
}

/** A sentence that wants words and not numbers, or the other way round, is given those. */
function spoken(say: Say, args: readonly unknown[]): string {
  try {
    return String(say(...args));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return String(say(...args.map((arg) => (typeof arg === "number" ? String(arg) : 3))));
  }
}

function leavesOf(node: unknown, path = ""): [path: string, leaf: Leaf][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const named = details[path];
    return [[path, (...args) => Reflect.apply(node, undefined, named === undefined ? args : [named])]];
  }
  assert.ok(typeof node === "object" && node !== null, `${path} is neither a sentence nor a group of them`);
  return Object.entries(node)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([key, value]) => leavesOf(value, path === "" ? key : `${path}.${key}`));
}
