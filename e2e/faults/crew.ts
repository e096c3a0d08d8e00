/** The instances of a run, as a load balancer has them: any that lives will do. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Crash } from "./crash-points.ts";
import type { Look } from "./plan.ts";
import { Gone, type Instance, type InstanceOptions, spawnInstance } from "./spawn.ts";

export interface Crew {
  start: (crash?: Crash | null) => Instance;
  /** Also those that have ended. */
  instances: () => readonly Instance[];
  /** What any of the living answers; when it is killed meanwhile, another is asked. */
  ask: <T>(question: (instance: Instance) => Promise<T>) => Promise<T>;
  /** What one of them sees; a pause is ended, as by a person who has mended what it was for. */
  look: () => Promise<Look>;
  until: (what: string, is: (look: Look) => boolean) => Promise<Look>;
  /** SIGTERM to all; throws when one does not end by itself. */
  stop: () => Promise<void>;
  /** SIGKILL to all. */
  kill: () => Promise<void>;
}

export const restMs = 50;
/** No connection within five seconds, on a machine that is that busy: the app answers 503, and a browser asks again. */
const isBusy = /^DatabaseUnreachable/;
/** How long anything may take, on the slowest machine. */
export const patienceMs = 120_000;

export function makeCrew(given: Omit<InstanceOptions, "plan">, speed: number, withinMs = patienceMs): Crew {
  const all: Instance[] = [];
  const living = () => all.filter((instance) => instance.isAlive());

  const ask: Crew["ask"] = async (question) => {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(restMs)) {
      for (const instance of living()) {
        try {
          await instance.ready;
          return await question(instance);
        } catch (error) {
          if (error instanceof Error && isBusy.test(error.message)) continue;
          // One that ends although nobody killed it is a defect, not a fault of the run.
          if (!(error instanceof Gone) || (await instance.ended) !== "SIGKILL") throw error;
        }
      }
    }
    throw new Error(`No instance answered within ${withinMs} ms:\n${all.at(-1)?.log()}`);
  };

  const look: Crew["look"] = async () => {
    const seen = await ask((instance) => instance.look());
    if (seen.isPaused) await ask((instance) => instance.tell({ kind: "resume" }));
    return seen;
  };

  return {
    start: (crash = null) => {
      const instance = spawnInstance({ ...given, plan: { speed, crash } });
      all.push(instance);
      return instance;
    },
    instances: () => all,
    ask,
    look,
    until: async (what, is) => {
      for (const deadline = Date.now() + withinMs; ; await sleep(restMs)) {
        const seen = await look();
        if (is(seen)) return seen;
        if (Date.now() < deadline) continue;
        throw new Error(`Still not so: ${what}\n${JSON.stringify(seen)}\n${all.at(-1)?.log()}`);
      }
    },
    stop: () => stopAll(living()),
    kill: async () => {
      for (const instance of living()) instance.kill();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

async function stopAll(instances: readonly Instance[]): Promise<void> {
  // Before it is ready a signal simply ends it, as any program.
  await Promise.all(instances.map(({ ready }) => ready));
  for (const instance of instances) instance.stop();
  for (const instance of instances) {
    const end = await instance.ended;
    if (end !== 0) throw new Error(`An instance that was told to stop ended with ${end}:\n${instance.log()}`);
  }
}
