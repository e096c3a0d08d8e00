import assert from "node:assert/strict";
import { test } from "node:test";
import { readAgain, readPrefill, withoutPrefill } from "./prefill.ts";

const read = (search: string) => readPrefill(new URLSearchParams(search));

test("a link fills what it names, the images in their order", () => {
  assert.deepEqual(
    read("prompt=a%0Ab&aspect_ratio=3:2&size=720P&count=2&image=https://a/1&image=&image=https://b/2&q=x"),
    {
      prompt: "a\nb",
      aspect_ratio: "3:2",
      size: "720P",
      count: "2",
      images: ["https://a/1", "https://b/2"],
    },
  );
});

test("a link that names nothing of the form fills nothing", () => {
  for (const search of ["", "q=cat&show=ready", "image=", "again=1"]) assert.equal(read(search), null);
});

test("a job to use again is named by its id", () => {
  assert.equal(readAgain(new URLSearchParams("again=abc")), "abc");
  assert.equal(readAgain(new URLSearchParams("again=")), null);
});

test("what filled the form leaves the address, what is looked at stays", () => {
  assert.equal(
    withoutPrefill("/", new URLSearchParams("q=cat&prompt=x&image=1&image=2&show=ready")),
    "/?q=cat&show=ready",
  );
  assert.equal(withoutPrefill("/", new URLSearchParams("again=1")), "/");
});
