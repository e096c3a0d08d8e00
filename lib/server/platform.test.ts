import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import vercel from "../../vercel.json" with { type: "json" };
import { ConfigError, parseConfig } from "./config.ts";

const live = { RELAY_BASE_URL: "https://relay.example.com", RELAY_API_KEY: "sk-1" };
const people = { ACCESS: "passcodes" };
const lasting = {
  DATABASE_URL: "postgres://db/clipdesk",
  MEDIA_URL: "s3://clips",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
};
const onVercel = { VERCEL: "1", VERCEL_ENV: "production", VERCEL_URL: "a-1.vercel.app" };

function faultsOf(settings: Record<string, string>): string[] {
  try {
    parseConfig(settings);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => fault.split(":")[0] ?? "");
    throw error;
  }
}

test("on a serverless platform work is done by requests, unless the settings say otherwise", () => {
  for (const sign of ["VERCEL", "AWS_LAMBDA_FUNCTION_NAME", "NETLIFY"]) {
    assert.equal(parseConfig({ [sign]: "x" }).worker, "request", sign);
    assert.equal(parseConfig({ [sign]: "x", WORKER: "off" }).worker, "off", sign);
  }
  assert.equal(parseConfig({}).worker, "on");
  const { host, appOrigin } = parseConfig(onVercel);
  assert.deepEqual([host, appOrigin], ["0.0.0.0", "https://a-1.vercel.app"]);
  const production = { ...onVercel, VERCEL_PROJECT_PRODUCTION_URL: "clips.example" };
  assert.equal(parseConfig(production).appOrigin, "https://clips.example");
  assert.equal(parseConfig({ ...production, VERCEL_ENV: "preview" }).appOrigin, "https://a-1.vercel.app");
});

test("without a database and a bucket a serverless demo is called ephemeral, and live mode is refused", () => {
  assert.equal(parseConfig(onVercel).isEphemeral, true);
  assert.equal(parseConfig({ ...onVercel, ...lasting }).isEphemeral, false);
  assert.equal(parseConfig({}).isEphemeral, false);
  assert.deepEqual(faultsOf({ ...onVercel, ...live, ...people }), ["DATABASE_URL", "MEDIA_URL"]);
  assert.deepEqual(faultsOf({ ...onVercel, ...live, ...people, ...lasting }), []);
});

test("a preview is in live mode only where it was said that it may spend", () => {
  const previews: Record<string, string>[] = [
    { ...onVercel, ...people, ...lasting, VERCEL_ENV: "preview" },
    { ...people, ...lasting, NETLIFY: "true", CONTEXT: "deploy-preview", APP_ORIGIN: "https://a.example" },
    { IS_PULL_REQUEST: "true" },
  ];
  for (const preview of previews) {
    assert.deepEqual(faultsOf(preview), []);
    assert.deepEqual(faultsOf({ ...preview, ...live }), ["ALLOW_SPEND"]);
    assert.deepEqual(faultsOf({ ...preview, ...live, ALLOW_SPEND: "0" }), ["ALLOW_SPEND"]);
    assert.deepEqual(faultsOf({ ...preview, ...live, ALLOW_SPEND: "1" }), []);
  }
  assert.deepEqual(faultsOf({ ALLOW_SPEND: "yes", CRON_SECRET: "short", WORKER: "sometimes" }).sort(), [
    "ALLOW_SPEND",
    "CRON_SECRET",
    "WORKER",
  ]);
});

test("the cron's secret is not among the settings that are printed", () => {
  const settings = parseConfig({ CRON_SECRET: "0123456789abcdef-tick" });
  assert.ok(!inspect(settings, { depth: 9 }).includes("0123456789abcdef"));
  assert.equal(settings.cronSecret?.(), "0123456789abcdef-tick");
});

test("on Vercel every handler that may set a paid call going may take as long as one does", () => {
  const cwd = join(import.meta.dirname, "..", "..");
  const longMs = parseConfig({}).relay.createTimeoutMs + 60_000;
  const long = Object.entries(vercel.functions).filter(([, { maxDuration }]) => maxDuration * 1_000 >= longMs);
  const allowed = long.flatMap(([pattern]) => globSync(pattern, { cwd }));
  const handlers = globSync("app/**/route.ts", { cwd });
  assert.deepEqual(
    handlers.filter((handler) => !allowed.includes(handler)),
    [],
  );
  for (const { path } of vercel.crons) assert.ok(handlers.includes(join("app", path, "route.ts")), path);
});
