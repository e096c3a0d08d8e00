import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { ConfigError, parseConfig } from "./config.ts";

const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG" };
const atAmazon = { ...keys, AWS_REGION: "eu-central-1" };

function placeOf(settings: Record<string, string>) {
  return parseConfig(settings).media.place;
}

function faultsOf(settings: Record<string, string>): readonly string[] {
  try {
    parseConfig(settings);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test("media lie in the data folder, or in the folder that is named", () => {
  assert.deepEqual(placeOf({}), { kind: "folder", dir: resolve("data/media") });
  assert.deepEqual(placeOf({ DATA_DIR: "/srv/clips" }), { kind: "folder", dir: resolve("/srv/clips/media") });
  assert.deepEqual(placeOf({ MEDIA_URL: "videos" }), { kind: "folder", dir: resolve("videos") });
  assert.deepEqual(placeOf({ MEDIA_URL: "C:\\videos" }), { kind: "folder", dir: resolve("C:\\videos") });
});

test("a bucket is named with or without a prefix, and with one slash at its end or none", () => {
  const bucket = { kind: "bucket", name: "my.clips-1", endpoint: null, region: "eu-central-1" };
  const prefixes = { "": "", "/": "", "/a": "a/", "/a/": "a/", "/a/b.c_d-e": "a/b.c_d-e/" };
  for (const [end, prefix] of Object.entries(prefixes))
    assert.deepEqual(placeOf({ ...atAmazon, MEDIA_URL: `s3://my.clips-1${end}` }), { ...bucket, prefix }, end);
});

test("a server other than Amazon's needs no region, may have a path, and loses its slash at the end", () => {
  const place = placeOf({ ...keys, MEDIA_URL: "s3://clips", S3_ENDPOINT: "http://127.0.0.1:9000/storage/v1/s3/" });
  const endpoint = "http://127.0.0.1:9000/storage/v1/s3";
  assert.deepEqual(place, { kind: "bucket", name: "clips", prefix: "", endpoint, region: "us-east-1" });
});

test("what is no bucket and no folder stops the start, and says what it must be", () => {
  for (const url of ["s3://", "s3://a", "s3://UPPER", "s3://clips/../x", "s3://clips//x", "s3://clips/a?b", "s3:clips"])
    assert.match(faultsOf({ ...atAmazon, MEDIA_URL: url }).join("\n"), /^MEDIA_URL: must be s3:\/\/bucket/, url);
  for (const url of ["gs://clips", "https://clips.example"])
    assert.deepEqual(faultsOf({ ...atAmazon, MEDIA_URL: url }), ["MEDIA_URL: must be a folder or s3://bucket/prefix"]);
});

test("every bad setting of a bucket is named at once, beside those of everything else", () => {
  const faults = faultsOf({ MEDIA_URL: "s3://clips", AWS_SESSION_TOKEN: "two words", PORT: "none" });
  assert.deepEqual(faults.map((fault) => fault.replace(/:.*/, "")).toSorted(), [
    "AWS_ACCESS_KEY_ID",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "PORT",
  ]);
  assert.match(
    faultsOf({ ...keys, MEDIA_URL: "s3://clips", S3_ENDPOINT: "minio:9000" }).join(),
    /^S3_ENDPOINT: must be/,
  );
  assert.match(
    faultsOf({ ...keys, MEDIA_URL: "s3://clips", AWS_REGION: "Frankfurt (1)" }).join(),
    /^AWS_REGION: must be/,
  );
});

test("settings of AWS that are there for other programs stop nothing when media lie in a folder", () => {
  assert.deepEqual(faultsOf({ AWS_ACCESS_KEY_ID: "two words", AWS_REGION: "?", S3_ENDPOINT: "nonsense" }), []);
});

test("no key is kept in the settings, nor repeated in a fault", () => {
  const settings = { ...atAmazon, AWS_SESSION_TOKEN: "FwoGZXIvYXdzEBYaD", MEDIA_URL: "s3://clips" };
  const shown = inspect(parseConfig(settings), { depth: 9 });
  const faults = faultsOf({ ...settings, AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG and more" });
  assert.equal(faults.length, 1);
  for (const secret of ["AKIDEXAMPLE", "wJalrXUtnFEMI", "FwoGZXIvYXdzEBYaD"])
    for (const text of [shown, ...faults]) assert.ok(!text.includes(secret), text);
});

test("videos are kept for ever by default, and room can only be kept free in a folder", () => {
  assert.deepEqual(parseConfig({}).retention, { days: null, floorBytes: null });
  const both = { RETENTION_DAYS: "90", DISK_FLOOR_BYTES: "5000000000" };
  assert.deepEqual(parseConfig(both).retention, { days: 90, floorBytes: 5_000_000_000 });
  assert.deepEqual(faultsOf({ ...atAmazon, MEDIA_URL: "s3://clips", ...both }), [
    "DISK_FLOOR_BYTES: must not be set when MEDIA_URL is a bucket, which does not say how much room is left",
  ]);
  assert.deepEqual(faultsOf({ RETENTION_DAYS: "0", DISK_FLOOR_BYTES: "5 GB" }).length, 2);
});
