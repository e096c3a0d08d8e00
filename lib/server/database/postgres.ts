/**
 * Postgres through `pg`, made to fit Kysely's Postgres dialect. Every wait has an end, and a connection that broke is
 * an error for whoever was using it and for nobody else: the next one gets a fresh connection.
 */
import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { DatabaseError, Pool, type PoolClient, types } from "pg";
import { log } from "../log.ts";

/** A worker has up to 13 steps under way, each with a query now and then; several instances share a server's 100. */
const maxConnections = 10;
/** Our queries take milliseconds; what takes longer than this waits for a lock or a dead server. */
const statementTimeoutMs = 15_000;

/**
 * Sent as a statement, because poolers such as PgBouncer refuse a connection that asks for these at its start. A commit
 * must be on the disk before a paid call goes out, so a server that does not wait for that is told to.
 */
const sessionSettings = `
  select set_config('statement_timeout', '${statementTimeoutMs}', false),
    set_config('lock_timeout', '10000', false),
    set_config('idle_in_transaction_session_timeout', '30000', false),
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'on'), false)`;

/** The server cannot be reached, or the connection broke in the middle: what was asked may or may not have been done. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    super(`The database cannot be reached: ${reasonOf(cause)}`, { cause });
    this.name = "DatabaseUnreachable";
  }
}

/** @param url with TLS as its parameters say (`sslmode`, `sslrootcert`...); never logged, as it holds the password */
export function postgresDialect(url: string): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // Behind the server's own limit: reached only when the server does not answer at all.
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    application_name: "clipdesk",
    types: { getTypeParser },
  });
  // Without a listener each of these would end the process: an idle connection that breaks, and one in use that breaks
  // between two statements of a transaction. The next statement on it fails, which is where it is handled.
  pool.on("error", (error) => {
    if (!pool.ending) log.warn("A connection to the database broke", { reason: reasonOf(error) });
  });
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new PostgresDialect({ pool: adapter(pool) });
}

/** Times and counts are int8, which `pg` gives as text; ours stay far below 2^53. */
const getTypeParser: typeof types.getTypeParser = (oid, format) =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);

/** What Kysely asks of a pool, with connections that are set up first and thrown away once they broke. */
function adapter(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch(unreachable);
      const ready = known.get(client);
      if (ready !== undefined) return ready;
      const made = connection(client);
      try {
        await made.query(sessionSettings, []);
      } catch (error) {
        client.release(true);
        throw error;
      }
      known.set(client, made);
      return made;
    },
  };
}

function connection(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  async function query(sql: string, parameters: readonly unknown[]) {
    try {
      return await client.query(sql, parameters.map(storable));
    } catch (error) {
      if (error instanceof DatabaseError && error.severity !== "FATAL") throw error;
      isBroken = true;
      return unreachable(error);
    }
  }
  return {
    // Its other form takes a cursor, and the dialect was given none.
    query: query as unknown as PostgresPoolClient["query"],
    release: (isDiscarded) => client.release(isBroken || isDiscarded === true),
  };
}

/** Postgres has no NUL in texts. Ours are checked before they come here, the relay's are not, and must not be lost. */
function storable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value;
}

function unreachable(error: unknown): never {
  throw new DatabaseUnreachable(error);
}

/** A host with several addresses fails with one error each and no words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
