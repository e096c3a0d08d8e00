import type { JsonSchema, OpenApiOperation } from "#lib/openapi.ts";
import type { ApiDocsText } from "#lib/text/en/api-docs.ts";

interface Field {
  name: string;
  place: keyof ApiDocsText["in"];
  type: string;
  isRequired: boolean;
  note: string | undefined;
}

/** What may be sent, and where. */
export function FieldTable({ operation, text }: { operation: OpenApiOperation; text: ApiDocsText }) {
  const fields = fieldsOf(operation);
  if (fields.length === 0) return null;
  return (
    <table className="mt-2 w-full table-fixed text-left text-sm">
      <thead className="text-muted">
        <tr>
          <th className="w-2/5 py-1 pr-3 font-normal">{text.columns.field}</th>
          <th className="py-1 pr-3 font-normal">{text.columns.type}</th>
          <th className="w-1/5 py-1 font-normal">{text.columns.where}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-y border-line">
        {fields.map(({ name, place, type, isRequired, note }) => (
          <tr key={`${place} ${name}`} className="align-top">
            <th scope="row" className="py-1 pr-3 font-normal wrap-anywhere">
              <code className="font-mono">{name}</code>
              {isRequired && <span className="block text-xs text-muted">{text.required}</span>}
            </th>
            <td className="py-1 pr-3 wrap-anywhere">
              {type}
              {note !== undefined && <span className="block text-muted">{note}</span>}
            </td>
            <td className="py-1 text-muted">{text.in[place]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fieldsOf({ parameters, requestBody }: OpenApiOperation): Field[] {
  const body = requestBody?.content["application/json"].schema;
  return [
    ...parameters.map(({ name, in: place, schema, required, description }) => ({
      name,
      place,
      type: typeOf(schema),
      isRequired: required,
      note: description,
    })),
    ...bodyFields(body),
  ];
}

/** Of one shape, or of several that are told apart by a field; what only some of them need is not required. */
function bodyFields(body: JsonSchema | undefined): Field[] {
  const shapes = body?.oneOf ?? (body === undefined ? [] : [body]);
  const fields = new Map<string, Field>();
  for (const { properties = {} } of shapes) {
    for (const [name, schema] of Object.entries(properties)) {
      const known = fields.get(name);
      const type = typeOf(schema);
      fields.set(name, {
        name,
        place: "body",
        type: known === undefined || known.type === type ? type : `${known.type} | ${type}`,
        isRequired: shapes.every(({ required = [] }) => required.includes(name)),
        note: undefined,
      });
    }
  }
  return [...fields.values()];
}

function typeOf(schema: JsonSchema): string {
  const { type, enum: values, const: only, items, minimum, maximum, maxItems, maxLength } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (items !== undefined) return `array of ${typeOf(items)}${maxItems === undefined ? "" : `, ≤ ${maxItems}`}`;
  const name = typeof type === "string" ? type : (type ?? []).join(" | ");
  if (minimum !== undefined && maximum !== undefined) return `${name}, ${minimum}–${maximum}`;
  return maxLength === undefined ? name : `${name}, ≤ ${maxLength}`;
}
