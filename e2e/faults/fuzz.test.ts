/**
 * Every route of the build under requests that are made up: nothing brings the app down, or makes it tell what is nobody's
 * business, and what it refuses leaves no trace. The long form also looks at how long each answer took.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzRoutes } from "./fuzz/run.ts";
import { storedSeeds } from "./seeds.ts";

test("no request makes an error of the server, tells of the inside, or is stored when it is refused", async (t) => {
  const { answers, requests, routes } = await fuzzRoutes({ seeds: storedSeeds("fuzz"), perRoute: 40 });
  t.diagnostic(`${requests} requests to ${routes} routes: ${JSON.stringify(Object.fromEntries(answers))}`);
  for (const status of [200, 201, 400, 403, 404, 409]) assert.ok(answers.has(status), `no request came to ${status}`);
});
