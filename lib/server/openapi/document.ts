/** The public API as an OpenAPI 3.1 document, made from the schemas that the handlers themselves judge by. */
import * as z from "zod/mini";
import type { Limits } from "#lib/job.ts";
import { Problem, type ProblemCode } from "#lib/problem.ts";
import type { ApiDocsText, OperationName } from "#lib/text/en/api-docs.ts";
import { type Caller, type Operation, groups } from "./operation.ts";
import { operations } from "./operations.ts";
import { replies } from "./replies.ts";
import type { JsonSchema, OpenApi, OpenApiOperation, OpenApiParameter, OpenApiResponse } from "#lib/openapi.ts";

const schemasAt = "#/components/schemas/";

export function openApi(origin: string, version: string, limits: Limits, text: ApiDocsText): OpenApi {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  const all = Object.entries(operations(limits)) as [OperationName, Operation][]; // the keys of that very table
  for (const [name, operation] of all) {
    const [method = "", path = ""] = name.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(name, operation, text) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Clipdesk", version, description: text.lead },
    servers: [{ url: origin }],
    tags: groups.map((name) => ({ name, description: text.groups[name] })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: text.who.token },
        session: { type: "apiKey", in: "cookie", name: "clipdesk", description: text.who.member },
      },
    },
  };
}

function describe(name: OperationName, operation: Operation, text: ApiDocsText): OpenApiOperation {
  const { group, who, body, query, hasIntentKey } = operation;
  return {
    operationId: name.replaceAll(/[^A-Za-z0-9]+/g, "_").replace(/_$/, ""),
    tags: [group],
    summary: text.operations[name],
    security: securityOf(who),
    "x-who": who,
    parameters: [
      ...[...name.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => parameter(field, "path", { type: "string" }, true)),
      ...(query === undefined ? [] : queryParameters(inputSchema(query))),
      ...(who === "signature"
        ? ["expires", "signature"].map((field) => parameter(field, "query", { type: "string" }, true))
        : []),
      ...(hasIntentKey === true
        ? [{ ...parameter("Idempotency-Key", "header", { type: "string" }, false), description: text.intentKey }]
        : []),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: inputSchema(body) } } } }),
    responses: { ...goodResponses(operation, text), ...refusals(operation) },
  };
}

/** No session is needed where nobody signs in. */
function securityOf(who: Caller): readonly Record<string, readonly string[]>[] {
  switch (who) {
    case "anyone":
    case "signature":
      return [];
    case "member":
    case "admin":
      return [{ session: [] }];
    case "token":
      return [{ token: [] }];
  }
}

function goodResponses({ replies: good }: Operation, text: ApiDocsText): Record<string, OpenApiResponse> {
  const responses: Record<string, OpenApiResponse> = {};
  for (const [status, reply] of Object.entries(good)) {
    if (reply === "nothing") responses[status] = { description: text.nothing };
    else if ("bytes" in reply) responses[status] = { description: reply.bytes, content: { [reply.bytes]: {} } };
    else responses[status] = { description: reply.json, content: jsonOf("application/json", reply.json) };
  }
  return responses;
}

function refusals({ who, problems = [] }: Operation): Record<string, OpenApiResponse> {
  const isRelay = who === "token" || who === "signature";
  const content = isRelay ? jsonOf("application/json", "RelayProblem") : jsonOf("application/problem+json", "Problem");
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...commonProblems(who), ...problems]) {
    const { status } = new Problem(code, "");
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(", "), content }]),
  );
}

function commonProblems(who: Caller): readonly ProblemCode[] {
  switch (who) {
    case "anyone":
    case "signature":
      return ["cross_site"];
    case "member":
      return ["not_signed_in", "cross_site"];
    case "admin":
      return ["not_signed_in", "cross_site", "admins_only"];
    case "token":
      return ["wrong_token", "cross_site", "database_unavailable"];
  }
}

function jsonOf(type: string, name: string): Record<string, { schema: JsonSchema }> {
  return { [type]: { schema: { $ref: schemasAt + name } } };
}

function parameter(name: string, place: OpenApiParameter["in"], schema: JsonSchema, required: boolean) {
  return { name, in: place, required, schema };
}

function queryParameters({ properties = {}, required = [] }: JsonSchema): OpenApiParameter[] {
  return Object.entries(properties).map(([name, schema]) => parameter(name, "query", schema, required.includes(name)));
}

/** As it may be sent. What only a refinement says is not in it. */
function inputSchema(schema: z.ZodMiniType): JsonSchema {
  return bare(z.toJSONSchema(schema, { io: "input" }));
}

function namedSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(replies)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => schemasAt + id });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

/** Within the document a schema needs neither its dialect's name nor one of its own. */
function bare(schema: object): JsonSchema {
  const { $schema: _dialect, $id: _name, ...rest } = schema as JsonSchema & { $schema?: string; $id?: string }; // as zod makes it
  return rest;
}
