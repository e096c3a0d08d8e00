/** Values from a schema: such as it allows, nearly such, and anything else. A new field is tried without a line here. */
import fc from "fast-check";
import * as z from "zod/mini";

/** As much of JSON Schema as ours come to. What a refinement asks for is not in it, hence the words below. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
}

/** Words that mean something somewhere in the API, and such as have broken parsers, paths and databases. */
const words = ["cat fish", "3:2", "720P", "created", "not_created", "demo:x", "https://pictures.example/1.png"];
const oddWords = [
  "",
  " ",
  "\0",
  "\ud800",
  "../../etc/passwd",
  "'; drop table jobs; --",
  "%00",
  "__proto__",
  "x".repeat(900),
];

export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...oddWords) },
  { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) },
);

/** @param pools field -> the values that are right for it, where the schema cannot say so */
export function bodyOf(schema: z.ZodMiniType, pools: Record<string, unknown[]>): fc.Arbitrary<unknown> {
  const shape = z.toJSONSchema(schema, { unrepresentable: "any" }) as JsonSchema; // what zod writes is JSON Schema
  const right = valueOf(shape, pools);
  return fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 3, arbitrary: fc.tuple(right, text, anything).map(changed) },
    { weight: 1, arbitrary: anything },
  );
}

const anything = fc.jsonValue({ maxDepth: 3 });

/** One field is another, or one more. */
function changed([value, name, other]: [unknown, string, unknown]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return other;
  const names = Object.keys(value);
  const field = names[name.length % Math.max(1, names.length)];
  return { ...value, [name.length % 3 === 0 || field === undefined ? name : field]: other };
}

function valueOf(schema: JsonSchema, pools: Record<string, unknown[]>, name = ""): fc.Arbitrary<unknown> {
  const pool = pools[name];
  if (pool !== undefined) return fc.constantFrom(...pool);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => valueOf(one, pools, name)));
  switch (schema.type) {
    case "object": {
      const properties = Object.entries(schema.properties ?? {});
      const fields = Object.fromEntries(properties.map(([field, of]) => [field, valueOf(of, pools, field)]));
      return fc.record(fields, { requiredKeys: schema.required ?? [] });
    }
    case "array":
      return fc.array(valueOf(schema.items ?? {}, pools, `${name}[]`), { maxLength: 5 });
    case "integer":
    case "number":
      return fc.integer({ min: schema.minimum ?? -10, max: Math.min(schema.maximum ?? 10, 1_000) });
    case "boolean":
      return fc.boolean();
    default:
      return text;
  }
}
