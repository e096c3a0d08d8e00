import { loadSchemas } from "#lib/api.ts";
import type { Request } from "#lib/draft.ts";
import { loadFaults } from "#lib/faults.ts";
import type { Limits, Submission } from "#lib/job.ts";
import type { Locale } from "#lib/locale.ts";
import type { FieldErrors } from "./composer-store.ts";
import { lookAt } from "./sights.ts";

export type Checked = { kind: "valid"; body: Submission } | { kind: "invalid"; errors: FieldErrors };

/** How long a press waits to see images that nobody has looked at yet. What is slower goes out unseen. */
const lookForMs = 4_000;

/** The server's own schema, with what is wrong said in the person's language. It comes after the first paint. */
export async function checkRequest(request: Request, limits: Limits, locale: Locale): Promise<Checked> {
  const [{ submissionSchema }, faults] = await Promise.all([loadSchemas(), loadFaults(locale)]);
  const parsed = submissionSchema(limits, faults).safeParse(request.body);
  if (parsed.success) return { kind: "valid", body: parsed.data };
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) fields[path.map(String).join(".")] ??= message;
  return { kind: "invalid", errors: placed(fields, request) };
}

/** Messages by the names of the request, put where its parts stand in the form; what has no place there is left out. */
export function placed(fields: FieldErrors, { lines, rows }: Request): FieldErrors {
  const errors: Record<string, string> = {};
  for (const [name, message] of Object.entries(fields)) {
    const [area = "", index] = name.split(".");
    const place = placeOf(area, index === undefined ? undefined : Number(index), { lines, rows });
    if (place !== null) errors[place] ??= message;
  }
  return errors;
}

function placeOf(area: string, index: number | undefined, { lines, rows }: Pick<Request, "lines" | "rows">) {
  switch (area) {
    case "prompt":
    case "aspect_ratio":
    case "size":
    case "count":
      return area;
    case "prompts":
      return index === undefined ? "prompt" : `line.${lines[index] ?? index + 1}`;
    case "images":
      return index === undefined ? "images" : `images.${rows[index] ?? index}`;
    default:
      return null;
  }
}

/** The images that break a rule of the relay and that nobody has insisted on. */
export async function brokenImages(images: readonly string[], insisted: readonly string[]): Promise<string[]> {
  const links = [...new Set(images)].filter((link) => !insisted.includes(link));
  const { promise: tooLate, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), lookForMs);
  const looks = await Promise.all(links.map((link) => Promise.race([lookAt(link), tooLate])));
  clearTimeout(timer);
  return links.filter((_, index) => looks[index]?.fault?.grade === "broken");
}
