import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceCookie } from "./choice-cookie.ts";
import { readLocale } from "./locale.ts";
import { frameColor, readTheme, schemeOf, schemesOf } from "./theme.ts";

test("the language is what a person chose, else the best that the browser asks for and the pages speak, else English", () => {
  for (const [cookies, languages, locale] of [
    [null, null, "en"],
    [null, "zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    [null, "zh-Hant-TW", "zh"],
    [null, "fr-FR, zh;q=0.5, en;q=0.4", "zh"],
    [null, "en;q=0.3, zh;q=0.7", "zh"],
    [null, "zh;q=0, fr", "en"],
    [null, "de, *;q=0.1", "en"],
    ["clipdesk_lang=en", "zh", "en"],
    ["a=b; clipdesk_lang=zh; c=d", "en", "zh"],
    ["xclipdesk_lang=zh", "en", "en"],
    ["clipdesk_lang=fr", "zh", "zh"],
    ["clipdesk_lang=", "en", "en"],
  ] as const) {
    assert.equal(readLocale(cookies, languages), locale, `${cookies} ${languages}`);
  }
});

test("a theme that nobody knows is the system's, and only a chosen one is written on the page", () => {
  assert.equal(readTheme("clipdesk_theme=dark"), "dark");
  assert.equal(readTheme("clipdesk_theme=<b>"), "system");
  assert.equal(readTheme(null), "system");
  assert.deepEqual([schemeOf("system"), schemesOf("system")], [undefined, "light dark"]);
  assert.deepEqual([schemeOf("light"), schemesOf("light")], ["light", "light"]);
  assert.equal(frameColor("system", "dark"), frameColor("dark", "light"));
});

test("a choice is kept for a year, for all pages, and comes along with links from elsewhere", () => {
  assert.equal(choiceCookie("clipdesk_lang", "zh"), "clipdesk_lang=zh; Path=/; Max-Age=31536000; SameSite=Lax");
});
