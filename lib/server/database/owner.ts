/**
 * One process owns a SQLite installation. The sign of it is a lock that the operating system drops when the process
 * dies, however it dies: an exclusive SQLite transaction on a file beside the database, held for life.
 */
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

export class OwnedError extends Error {
  constructor(databaseFile: string) {
    super(
      `Another Clipdesk already runs on ${dirname(databaseFile)}. Stop it first, or set DATA_DIR to another folder.`,
    );
    this.name = "OwnedError";
  }
}

/**
 * Takes the installation, or says who stands in the way.
 * @returns a function that gives it back
 * @throws {OwnedError} when another process has it
 */
export function takeOwnership(databaseFile: string): () => void {
  mkdirSync(dirname(databaseFile), { recursive: true });
  const lock = new DatabaseSync(`${realName(databaseFile)}.owner`, { timeout: 0 });
  try {
    lock.exec("pragma journal_mode = delete; begin exclusive");
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new OwnedError(databaseFile);
    throw error;
  }
  return () => lock.close();
}

/** A link to the database leads to the same rows, so it must lead to the same lock. */
function realName(databaseFile: string): string {
  return existsSync(databaseFile) ? realpathSync(databaseFile) : databaseFile;
}

/** SQLITE_BUSY and SQLITE_LOCKED, with their extended forms (the low byte is the primary code). */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return false;
  const primary = error.errcode & 0xff;
  return primary === 5 || primary === 6;
}
