/** Whose a job is: its maker's, and every admin's. One rule for the page, which hides, and the server, which refuses. */
import type { Visitor } from "./person.ts";

export function isOwn(createdBy: string | null, { person, role }: Visitor): boolean {
  return role === "admin" || (person !== null && createdBy === person);
}
