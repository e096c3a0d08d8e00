/** Who sends a request, as the access mode of the settings tells it. Knows no route. */
import type { Visitor } from "#lib/person.ts";

/** Where nobody signs in, the server is reached from its own machine only, by whoever runs it. */
const operator: Visitor = { person: null, role: "admin" };

/** @returns null when the request does not say who sends it */
export async function visitorOf(_headers: Headers): Promise<Visitor | null> {
  return operator;
}
