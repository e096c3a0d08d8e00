/**
 * SQLite through Node's own driver, made to fit Kysely's SQLite dialect. WAL, so that reads do not wait for writes, and
 * synchronous FULL, so that a commit is on the disk before a paid call goes out.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type Dialect, SqliteDialect } from "kysely";

export function sqliteDialect(file: string): Dialect {
  return new SqliteDialect({ database: async () => adapter(openSqlite(file)) });
}

function openSqlite(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;");
  return database;
}

/** Queries are few and compiled to the same text each time, so their statements are kept. */
const keptStatements = 200;

function adapter(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<typeof statementAdapter>>();
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      // Every transaction here writes. Asking for the right to at its beginning, and not at the first write of each
      // writer in it, keeps a lock of another program's from stopping this process many times over.
      const made =
        sql === "rollback"
          ? rollback(database)
          : statementAdapter(database.prepare(sql === "begin" ? "begin immediate" : sql));
      if (statements.size >= keptStatements) statements.clear();
      statements.set(sql, made);
      return made;
    },
  };
}

/**
 * A full or broken disk makes SQLite undo the whole transaction by itself. Kysely then asks for it once more, and that
 * there is nothing left to undo would stand in the log in place of what is wrong with the disk.
 */
function rollback(database: DatabaseSync): ReturnType<typeof statementAdapter> {
  const made = statementAdapter(database.prepare("rollback"));
  return { ...made, run: () => (database.isTransaction ? made.run([]) : { changes: 0, lastInsertRowid: 0 }) };
}

function statementAdapter(statement: StatementSync) {
  // A statement that returns columns must be read to its end; one that does not reports how many rows it changed.
  const reader = statement.columns().length > 0;
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]; // Kysely passes on what our typed tables allow
  return {
    reader,
    all: (parameters: readonly unknown[]): unknown[] => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]): IterableIterator<unknown> => statement.iterate(...values(parameters)),
  };
}
