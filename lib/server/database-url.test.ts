import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { ConfigError, parseConfig } from "./config.ts";

function databaseOf(url: string) {
  return parseConfig({ DATABASE_URL: url }).database;
}

function faultOf(url: string): string {
  try {
    parseConfig({ DATABASE_URL: url });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return assert.fail(`${url} is taken`);
}

test("the data lies in a SQLite file, in the data folder or where it is named", () => {
  assert.deepEqual(parseConfig({}).database, { kind: "sqlite", file: resolve("data/clipdesk.sqlite") });
  assert.deepEqual(databaseOf("file:other.sqlite"), { kind: "sqlite", file: resolve("other.sqlite") });
  assert.deepEqual(databaseOf("file:///srv/clips.sqlite"), { kind: "sqlite", file: "/srv/clips.sqlite" });
});

test("a Postgres is taken in every form that its address has", () => {
  for (const url of [
    "postgres://db.example/clips",
    "postgresql://ada:p%40ss%23word@db.example:6432/clips?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    "postgres://ada@[::1]:5432/clips",
    "postgres:///clips?host=/var/run/postgresql",
  ]) {
    const database = databaseOf(url);
    assert.ok(database.kind === "postgres" && database.url() === url, url);
  }
});

test("an address that would lead elsewhere, or nowhere, stops the start by name and without its password", () => {
  const bad: [url: string, words: RegExp][] = [
    ["mysql://ada:hunter2@db.example/clips", /must be postgres:/],
    ["clips.sqlite", /must be postgres:/],
    ["file:", /must be postgres:/],
    // A sign of the password that ends the host for whoever reads the address.
    ["postgres://ada:hunter2#x@db.example/clips", /%23/],
    ["postgres://ada:hunter2@db.example:port/clips", /is not an address/],
    ["postgres://ada:hunter2@db.example", /must name the database/],
    ["postgres://ada:hunter2@db.example/", /must name the database/],
    ["postgres://ada:hunter2@db.example/clips?sslmode=requre", /sslmode must be one of/],
  ];
  for (const [url, words] of bad) {
    const fault = faultOf(url);
    assert.match(fault, /DATABASE_URL: /, url);
    assert.match(fault, words, url);
    assert.ok(!fault.includes("hunter2"), url);
  }
});

test("whoever prints the settings does not print the password", () => {
  const config = parseConfig({ DATABASE_URL: "postgres://ada:hunter2@db.example/clips" });
  assert.ok(!JSON.stringify(config).includes("hunter2"));
  assert.ok(!inspect(config, { depth: null, showHidden: true }).includes("hunter2"));
});
