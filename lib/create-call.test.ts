import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { createBody, createCurl } from "./create-call.ts";

const prompts = [
  "cat fish",
  "it's a 'quoted' \"tide\" with `ticks`, $HOME, ${PATH}, $(date), \\ and !! and %s",
  "two\nlines\r\n\tand a tab",
  "一只猫鱼 👩‍👩‍👧‍👦 \u202e \u2028 \u0007",
  "'; rm -rf / #",
  "''''",
];

test("a shell that runs the text hands curl exactly the call that the server makes", () => {
  for (const prompt of prompts) {
    const request = {
      model: "jimeng-video-3.0",
      prompt,
      aspect_ratio: "3:2",
      size: "720P",
      images: ["https://pictures.example/it's.png?a=1&b=$x"],
    };
    const text = createCurl(request);
    const headers = ["Content-Type: application/json", "Accept: application/json", "Authorization: Bearer sk-test"];
    const expected = [
      "-X",
      "POST",
      "https://relay.example.com/v1/video/create",
      ...headers.flatMap((line) => ["-H", line]),
    ];
    assert.deepEqual(argumentsOf(text), [...expected, "--data-raw", createBody(request)]);
    assert.ok(!text.includes("relay.example.com") && !text.includes("sk-"));
  }
});

/** Runs the text with a curl that only says what it was given, each argument behind a NUL. */
function argumentsOf(text: string): string[] {
  const script = `RELAY_BASE_URL=https://relay.example.com RELAY_API_KEY=sk-test
curl() { printf '%s\\0' "$@"; }
${text}
`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
