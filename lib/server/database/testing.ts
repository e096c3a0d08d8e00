/** A database of its own for each test, of either kind, gone with the test. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as testOnce, type TestContext } from "node:test";
import { Client } from "pg";
import type { DatabaseAddress } from "./store.ts";

export type DatabaseKind = DatabaseAddress["kind"];

/** `npm test` brings a Postgres and names it here; a test file that is run by hand need not have one. */
// oxlint-disable-next-line node/no-process-env -- a test's setting, not the app's
const serverUrl = process.env.TEST_DATABASE_URL;

export const postgresIsMissing = serverUrl === undefined && "TEST_DATABASE_URL names no Postgres";

const databases: readonly { kind: DatabaseKind; skip: string | false }[] = [
  { kind: "sqlite", skip: false },
  { kind: "postgres", skip: postgresIsMissing },
];

type Run = (context: TestContext) => Promise<void> | void;

const kindOf = new WeakMap<TestContext, DatabaseKind>();

/** Like Node's own, once on each database: `databaseKind` tells which one the run is for. */
export function test(name: string, run: Run): void {
  for (const { kind, skip } of databases) {
    testOnce(`${name} (${kind})`, { skip }, (context) => {
      kindOf.set(context, kind);
      return run(context);
    });
  }
}

export function databaseKind(context: TestContext): DatabaseKind {
  return kindOf.get(context) ?? "sqlite";
}

export interface TestDatabase {
  address: DatabaseAddress;
  /** To be called when everything that uses it has closed. */
  remove: () => Promise<void>;
}

export async function testDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  if (kind === "postgres") return postgresDatabase();
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  return {
    address: { kind, file: join(folder, "test.sqlite") },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const name = `clipdesk_test_${randomBytes(8).toString("hex")}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl ?? "");
  url.pathname = `/${name}`;
  return {
    address: { kind: "postgres", url: () => url.href },
    // By force, because a test may have killed an instance whose connections the server has not missed yet.
    remove: () => onServer(`drop database ${name} with (force)`),
  };
}

export function testUrl(address: DatabaseAddress): URL {
  if (address.kind !== "postgres") throw new Error("Only a Postgres has an address");
  return new URL(address.url());
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
