/**
 * Kill -9 at random moments, start-up included, while jobs are submitted, the relay and the network fail in every way, and
 * somebody mends what pauses. The seed decides faults and moments; the machine's own timing does the rest.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseKind } from "#lib/server/database/testing.ts";
import { type Behaviour, type ConnectionBehaviour, seen } from "../relay/behaviour.ts";
import type { Relay } from "../relay/server.ts";
import { type Answer, answerNames, answers } from "./answers.ts";
import { hasNoUnknown, isSettled, reasonsIn } from "./looks.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type Chance, chance } from "./random.ts";
import { makeScene, type Scene } from "./scene.ts";

export interface LoopOptions {
  seed: number;
  kills: number;
  database: DatabaseKind;
  instances: 1 | 3;
}

const jobsPerKill = 2;
const most = { faultyCreates: 0.35, faultyQueries: 0.25, faultyFiles: 0.2, failingTasks: 0.1, lostConnections: 0.03 };

export async function killLoop({ seed, kills, database, instances }: LoopOptions): Promise<Outcome> {
  const script = scriptOf(seed);
  await using scene = await makeScene({ database, create: script.create, relay: { script: script.others } });
  for (let n = 0; n < instances; n += 1) scene.start();
  await scene.submitFirst("first");
  const lost = loseConnections(scene.relay(), chance(seed + 3));

  const over = new AbortController();
  const submitting = submitMany(scene, kills * jobsPerKill, chance(seed + 1), over.signal);
  const mending = mendUntil(scene, over.signal);
  try {
    // Whichever fails first is the reason; without this the others would wait for an instance that never comes.
    await Promise.race([killMany(scene, kills, chance(seed + 2)), Promise.all([submitting, mending])]);
    await submitting;
  } finally {
    over.abort();
  }
  await mending;
  const unknown = reasonsIn(await scene.until("nothing moves", isSettled));
  script.calm();
  lost.calm();
  await scene.ruleUnknowns();
  await scene.until("what a person ruled has come to its end", (look) => isSettled(look) && hasNoUnknown(look));
  await scene.stop();
  return { ...outcomeOf(await scene.history()), kills, unknown, faults: script.faults() + lost.faults() };
}

/** The same prompt meets the same faults, whenever its turn comes. */
function scriptOf(seed: number) {
  let faults = 0;
  let isCalm = false;
  const random = chance(seed);
  // That one is waited for by the machine's clock, half a minute each time.
  const names = answerNames.filter((name) => name !== "stall in the body");
  const faulty = names.map((name): Answer => answers[name]).filter(isFault);
  const queries: readonly Behaviour[] = [
    seen.serverError,
    seen.badGateway,
    seen.webPage,
    seen.taskMissing,
    seen.busy(1),
    seen.empty,
    { kind: "reset" },
    { kind: "cut" },
    { kind: "edit", set: { status: "pending", video_url: null } },
  ];
  const files: readonly Behaviour[] = [seen.expiredLink, seen.badGateway, { kind: "reset" }, { kind: "cut" }];
  const maybe = (share: number, behaviours: readonly Behaviour[]): Behaviour => {
    const delayMs = random.between(0, 60);
    if (isCalm || random.next() >= share) return { kind: "ok", delayMs };
    faults += 1;
    return { ...random.pick(behaviours), delayMs };
  };
  return {
    create: (prompt: string, n: number) => {
      const own = chance(seed ^ hashOf(`${prompt} ${n}`));
      const delayMs = own.between(0, 100);
      if (prompt === "first" || own.next() >= most.faultyCreates)
        return { behaviour: { kind: "ok", delayMs }, word: "accepted" } as const;
      faults += 1;
      const { behaviour, word } = own.pick(faulty);
      return { behaviour: { ...behaviour, delayMs }, word };
    },
    others: { query: () => maybe(most.faultyQueries, queries), file: () => maybe(most.faultyFiles, files) },
    faults: () => faults,
    calm: () => {
      isCalm = true;
    },
  };
}

/** Every call has a connection of its own, and some end before a byte of it is read. */
function loseConnections(relay: Relay, random: Chance) {
  const before = relay.connectionCount();
  const ends = Array.from({ length: 10_000 }, (): ConnectionBehaviour =>
    random.next() < most.lostConnections ? random.pick(["close", "reset"]) : "ok",
  );
  let used = 0;
  const count = () => Math.min(relay.connectionCount() - before, ends.length);
  relay.scriptConnections(ends);
  return {
    calm: () => {
      used = count();
      relay.scriptConnections([]);
    },
    faults: () => ends.slice(0, used).filter((end) => end !== "ok").length,
  };
}

type Fault = Answer & { behaviour: Behaviour };

function isFault(answer: Answer): answer is Fault {
  return answer.behaviour !== null && answer.word !== "accepted";
}

async function killMany(scene: Scene, kills: number, random: Chance): Promise<void> {
  for (let killed = 0; killed < kills;) {
    // A start takes some 400 ms here: some die in it, most at work.
    await sleep(random.between(20, 1_000));
    const victim = random.pick(scene.instances().filter((instance) => instance.isAlive()));
    victim.kill();
    const end = await victim.ended;
    if (end !== "SIGKILL") throw new Error(`An instance ended by itself with ${end}:\n${victim.log()}`);
    killed += 1;
    scene.start();
  }
}

async function submitMany(scene: Scene, count: number, random: Chance, signal: AbortSignal): Promise<void> {
  const sent: string[] = [];
  for (let n = 0; n < count && !signal.aborted; n += 1) {
    const prompt = `job ${n}${random.next() < most.failingTasks ? " #failed" : ""}`;
    sent.push(prompt);
    await scene.submit(prompt);
    // A press that comes twice, as from a browser that sends again.
    if (random.next() < 0.2) await scene.submit(random.pick(sent));
    await sleep(random.between(0, 400));
  }
}

async function mendUntil(scene: Scene, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await scene.look();
    await sleep(200);
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
