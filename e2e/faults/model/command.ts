/** One thing that happens: it is done to the world, the book is told what it may have changed, and both are compared. */
import type { AsyncCommand } from "fast-check";
import assert from "node:assert/strict";
import { Problem, type ProblemCode } from "#lib/problem.ts";
import type { Book, Told } from "./book.ts";
import type { Process, World } from "./world.ts";

export type Act = (book: Book, world: World) => Promise<void>;
export interface Happening {
  /** In words, for the counterexample. */
  name: string;
  act: Act;
}
/** How a happening is done and judged. */
export type Doing = (act: Act, book: Book, world: World) => Promise<void>;

export function commandOf({ name, act }: Happening, doing: Doing): AsyncCommand<Book, World> {
  return {
    check: () => true,
    run: (book, world) => doing(act, book, world),
    toString: () => name,
  };
}

/** The job that a number stands for; null before there is any. */
export function jobAt({ jobs }: Book, pick: number): Told | null {
  return [...jobs.values()][pick % Math.max(1, jobs.size)] ?? null;
}

export function told({ jobs }: Book, id: string): Told {
  const job = jobs.get(id);
  assert.ok(job, `job ${id}, which nobody asked for`);
  return job;
}

export function processAt({ processes }: World, pick: number): Process {
  const process = processes[pick % processes.length];
  assert.ok(process);
  return process;
}

export function takeAt<T>(list: T[], pick: number): T | null {
  return list.splice(pick % Math.max(1, list.length), 1)[0] ?? null;
}

/** Refused in the words of the table, and nothing else. */
export async function refused(code: ProblemCode, doing: Promise<unknown>): Promise<void> {
  assertProblem(await doing.then(() => null).catch((thrown: unknown) => thrown), code);
}

export function assertProblem(thrown: unknown, ...codes: ProblemCode[]): void {
  const said = thrown instanceof Problem ? thrown.code : String(thrown);
  assert.ok(
    thrown instanceof Problem && codes.includes(thrown.code),
    `${said}, where only ${codes.join(" or ")} is right`,
  );
}
