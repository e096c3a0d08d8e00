/** What a failed query means to whoever asked, for both databases. */
import { DatabaseError } from "pg";

/**
 * The database refused, failed or is away. Told by their shape and not by their class: Next gives request handlers
 * another copy of our modules than the start-up has.
 */
export function isDatabaseError(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  if (!(error instanceof Error)) return false;
  return error.name === "DatabaseUnreachable" || ("code" in error && error.code === "ERR_SQLITE_ERROR");
}

/**
 * Another transaction came first and ours was undone, for certain: a serialization failure, a deadlock, or a row that
 * must be unique and now is there. Run again, it sees what the other one wrote and decides by it.
 */
const overtaken = new Set(["40001", "40P01", "23505"]);

export function isOvertaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code !== undefined && overtaken.has(error.code);
}
