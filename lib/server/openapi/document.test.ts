import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { JsonSchema } from "#lib/openapi.ts";
import { apiDocs as en } from "#lib/text/en/api-docs.ts";
import { apiDocs as zh } from "#lib/text/zh/api-docs.ts";
import { root } from "../../../scripts/launch/run.mjs";
import { openApi } from "./document.ts";

/** For the pages alone, or for whoever runs the server: no promise to programs. */
const internal = [
  "/api/{rest}",
  "/v1/{rest}",
  "/api/audit",
  "/api/audit/csv",
  "/api/caps",
  "/api/counts",
  "/api/counts/csv",
  "/api/makers",
  "/api/people",
  "/api/people/{name}",
  "/api/people/{name}/passcode",
  "/api/session",
  "/api/session/passcode",
  "/api/sign-in",
  "/api/sign-out",
  "/api/metrics",
  "/api/status",
  "/api/tick",
];

const limits = { model: "m-1", aspect_ratios: ["3:2", "1:1"], sizes: ["720P"], max_images: 4, prompt_max: 800 };
const document = openApi("https://desk.example", "1.0.0", limits, en);
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

test("every route that programs may call is in the document, and nothing else is", () => {
  const routes = ["api", "v1"].flatMap(routesIn);
  assert.ok(routes.length > 30);
  const documented = routes.filter((name) => !internal.includes(name.split(" ")[1] ?? ""));
  assert.deepEqual(described.map(({ name }) => name).toSorted(), documented.toSorted());
  assert.deepEqual(Object.keys(zh.operations).toSorted(), Object.keys(en.operations).toSorted());
});

test("the document is whole: every reference, parameter and name leads to something, once", () => {
  assert.match(document.openapi, /^3\.1\./);
  const ids = described.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  const tags = document.tags.map(({ name }) => name);
  for (const { name, path, operation } of described) {
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    assert.deepEqual(
      inPath.map((parameter) => parameter.name),
      [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field),
      name,
    );
    assert.ok(
      inPath.every(({ required }) => required),
      name,
    );
    const sent = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    assert.equal(new Set(sent).size, sent.length, name);
    assert.ok(operation.tags.every((tag) => tags.includes(tag)) && operation.summary.length > 5, name);
    const statuses = Object.keys(operation.responses);
    assert.ok(statuses.some((status) => status.startsWith("2")) && statuses.every((status) => /^\d{3}$/.test(status)));
    for (const { description } of Object.values(operation.responses)) assert.notEqual(description, "");
    for (const wanted of operation.security)
      for (const scheme of Object.keys(wanted)) assert.ok(scheme in document.components.securitySchemes);
  }
  const names = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? "");
  assert.ok(references.length > 40);
  assert.deepEqual(
    references.filter((reference) => !names.has(reference)),
    [],
  );
  assert.doesNotMatch(text, /"\$schema"|"\$id"|undefined/);
});

test("what may be sent is what the handlers judge by: the relay's five fields, with this installation's lists", () => {
  const schema = bodyOf("/v1/video/create");
  assert.deepEqual(schema.required?.toSorted(), ["aspect_ratio", "images", "model", "prompt", "size"]);
  assert.equal(schema.additionalProperties, false);
  assert.deepEqual(schema.properties?.["aspect_ratio"]?.enum, ["3:2", "1:1"]);
  assert.deepEqual(schema.properties?.["model"]?.enum, ["m-1"]);
  assert.deepEqual(bodyOf("/api/jobs/{id}/shares").properties?.["days"]?.enum, [1, 7, 30]);
});

function bodyOf(path: string): JsonSchema {
  const schema = document.paths[path]?.["post"]?.requestBody?.content["application/json"].schema;
  assert.ok(schema !== undefined, path);
  return schema;
}

/** `GET /api/jobs/{id}`, from the files that Next builds its routes from. */
function routesIn(folder: string): string[] {
  const at = join(root, "app", folder);
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .flatMap((file) => {
      const path = join("/", folder, file, "..").replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
      const source = readFileSync(join(at, file), "utf8");
      const methods = [
        ...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/g),
      ];
      assert.ok(methods.length > 0, file);
      return methods.map(([, own, renamed]) => `${own ?? renamed} ${path}`);
    });
}
