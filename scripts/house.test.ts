/** Rules of the house that a lint rule cannot express, because they are about what stands where. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./launch/run.mjs";

/** What runs in production: the sources of the app without their tests. */
const sources = ["app", "components", "lib"]
  .flatMap(filesIn)
  .filter((file) => /\.tsx?$/.test(file) && !isForTests(file));

test("only the client of the relay reads the key, and only the settings know its name besides", () => {
  // `$RELAY_API_KEY` is what a person's own shell puts in; the text that says so holds no key.
  assert.deepEqual(
    sources.filter((file) => /(?<!\$)RELAY_API_KEY/.test(textOf(file))),
    ["lib/server/config.ts", "lib/server/relay/client.ts", "lib/server/settings-schema.ts"],
  );
});

test("only the domain writes jobs, once their table has its shape", () => {
  const writes =
    /(updateTable|insertInto|deleteFrom|replaceInto|mergeInto)\(\s*["'`]jobs\b|\b(update|insert into|delete from)\s+"?jobs\b/i;
  const writers = sources.filter((file) => writes.test(textOf(file)));
  assert.ok(writers.includes("lib/server/jobs/move.ts"), "the pattern finds the writes that are there");
  assert.deepEqual(
    writers.filter((file) => !/^lib\/server\/(jobs|database\/migrations)\//.test(file)),
    [],
  );
});

test("requests read jobs as their visitor sees them", () => {
  // What lies in another's trash would be told by any other way of reading.
  const unguarded = /\b(rowById|rowsById|listJobs|readJob|readChanges)\b/;
  assert.deepEqual(
    sources.filter((file) => file.startsWith("app/") && unguarded.test(textOf(file))),
    [],
  );
});

test("every handler stands behind a door, and says who may come in", () => {
  const handlers = sources.filter((file) => /^app\/.*route\.ts$/.test(file));
  assert.ok(handlers.length > 30);
  const doors = (file: string) => [...textOf(file).matchAll(/\b(route|frontRoute)(?:<[^(]*>)?\(\s*"(\w+)"/g)];
  assert.deepEqual(
    handlers.filter((file) => doors(file).length === 0),
    [],
  );
  // The relay's own interface has a door that no session opens; a share link and a signed address open themselves.
  assert.deepEqual(
    handlers
      .filter((file) => file.startsWith("app/v1/"))
      .flatMap((file) => doors(file).map(([, name, who]) => `${name} ${who}`)),
    ["frontRoute anyone", "frontRoute anyone", "frontRoute token", "frontRoute token"],
  );
});

test("nothing outside the server's folders is loaded behind the linter's back", () => {
  // The import directions are lint rules, and those do not see import().
  const dynamic = /import\(\s*["'`](#lib\/server|[^"'`]*\/server\/|node:)/;
  assert.deepEqual(
    sources.filter((file) => !file.startsWith("lib/server/") && dynamic.test(textOf(file))),
    [],
  );
});

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function isForTests(file: string): boolean {
  return /\.test\.ts$|\/(test-|testing)[^/]*$/.test(file);
}

function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
