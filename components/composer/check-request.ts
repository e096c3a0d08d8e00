import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { createFormControl } from "react-hook-form";
import type { FieldErrors as FormErrors } from "react-hook-form";
import type { Request } from "#lib/draft.ts";
import type { Submission } from "#lib/job.ts";
import type { submissionSchema } from "#lib/submission.ts";
import type { FieldErrors } from "./composer-store.ts";
import { lookAt } from "./sights.ts";

export type Checked = { kind: "valid"; body: Submission } | { kind: "invalid"; errors: FieldErrors };

/** How long a press waits to see images that nobody has looked at yet. What is slower goes out unseen. */
const lookForMs = 4_000;

/** What is wrong is said in the schema's language, by the field of the request that it is about. */
export async function checkRequest(request: Request, schema: ReturnType<typeof submissionSchema>): Promise<Checked> {
  const form = createFormControl<Request["body"], unknown, Submission>({
    defaultValues: request.body,
    resolver: standardSchemaResolver(schema),
  });
  // Named one by one, or what is wrong with a list would take the place of what is wrong in it.
  for (const list of ["prompts", "images"] as const) {
    for (const index of request.body[list]?.keys() ?? []) form.register(`${list}.${index}`);
  }
  const { promise, resolve } = Promise.withResolvers<Checked>();
  await form.handleSubmit(
    (body) => resolve({ kind: "valid", body }),
    (errors) => resolve({ kind: "invalid", errors: placed(messagesOf(errors), request) }),
  )();
  return promise;
}

/** The form library's tree of errors as messages by name: `prompt`, `images.1`. */
function messagesOf(errors: FormErrors): Record<string, string> {
  const messages: Record<string, string> = {};
  const walk = (node: unknown, path: readonly string[]) => {
    if (typeof node !== "object" || node === null) return;
    if ("message" in node && typeof node.message === "string") messages[path.join(".")] ??= node.message;
    else for (const [name, child] of Object.entries(node)) walk(child, name === "root" ? path : [...path, name]);
  };
  walk(errors, []);
  return messages;
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
