import assert from "node:assert/strict";
import { test } from "node:test";
import { innerPath } from "./inner-path.ts";

test("an address within the app is kept whole", () => {
  for (const path of ["/", "/jobs/1", "/?prompt=a%20cat&aspect_ratio=3:2", "/?q=//x#jobs-title"])
    assert.equal(innerPath(path), path);
});

test("whatever could lead elsewhere leads to the first page", () => {
  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "/api/sign-out",
    "",
    null,
    undefined,
  ];
  for (const path of elsewhere) assert.equal(innerPath(path), "/", String(path));
});
