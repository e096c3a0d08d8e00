import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { hide } from "./hidden.ts";
import { log } from "./log.ts";

/** What is written while `work` runs, as the streams get it. */
function written(t: TestContext, work: () => void): { stream: string; line: Record<string, unknown>; text: string }[] {
  const lines: ReturnType<typeof written> = [];
  for (const stream of ["log", "warn", "error"] as const) {
    t.mock.method(console, stream, (text: string) => lines.push({ stream, line: JSON.parse(text), text }));
  }
  work();
  t.mock.restoreAll();
  return lines;
}

test("an event is one line of JSON with its time, level, words and fields, and an error with its causes", (t) => {
  const error = new Error("outer", { cause: new Error("inner") });
  const lines = written(t, () => {
    log.info("Began", { jobs: 2 });
    log.warn("Slow");
    log.error("Failed", error, { lane: "save" });
  });
  assert.deepEqual(
    lines.map(({ stream, line }) => [stream, line["level"], line["message"]]),
    [
      ["log", "info", "Began"],
      ["warn", "warn", "Slow"],
      ["error", "error", "Failed"],
    ],
  );
  assert.equal(lines[0]?.line["jobs"], 2);
  assert.ok(!Number.isNaN(Date.parse(String(lines[0]?.line["time"]))));
  assert.match(String(lines[2]?.line["error"]), /outer[^]*cause: Error: inner/);
  assert.equal(lines[2]?.line["lane"], "save");
});

test("no line shows a key, a token, a cookie, a password or what signs a link, wherever it stands", (t) => {
  hide('a"named/secret');
  const secrets = {
    key: "sk-abcdefgh12345678",
    named: 'a"named/secret',
    bearer: "Bearer 0123456789.abc~def",
    cookie: "__Host-clipdesk=c29tZS1zZXNzaW9u; other=1",
    plainCookie: "clipdesk=c29tZS1zZXNzaW9u",
    jwt: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
    link: "https://cdn.example/v.mp4?X-Amz-Signature=deadbeef&Expires=1",
    database: "postgres://clipdesk:hunter22@db:5432/clipdesk",
  };
  const given = [
    "abcdefgh12345678",
    "named/secret",
    "0123456789.abc",
    "c29tZS1zZXNzaW9u",
    "eyJzdWIi",
    "deadbeef",
    "hunter22",
  ];
  for (const [name, secret] of Object.entries(secrets)) {
    const lines = written(t, () => {
      log.info(`With ${secret} in it`, { said: secret });
      log.error("Failed", new Error(`could not use ${secret}`, { cause: new Error(secret) }));
      log.warn("By its name", { token: "plain", authorization: "plain", prompt: "plain", cookie: "plain" });
    });
    for (const { text } of lines)
      for (const part of [...given, "plain"]) assert.ok(!text.includes(part), `${name}: ${text}`);
  }
  const [line] = written(t, () => log.info("Read", { url: secrets.link }));
  assert.equal(line?.line["url"], "https://cdn.example/v.mp4?[hidden]");
});
