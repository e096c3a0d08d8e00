/**
 * An instance as the app starts it, with its settings, recovery, worker, sweep and stop, but without the web pages: it
 * starts in a fraction of a second and takes submissions over the channel to its parent. Its clock may run fast, and it
 * can be told to die at one exact moment.
 */
import { Problem } from "#lib/problem.ts";
import { config } from "#lib/server/config.ts";
import { openStore, type Store } from "#lib/server/database/store.ts";
import { ruledNotCreated } from "#lib/server/jobs/decisions.ts";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { guardedFetch } from "#lib/server/media/guarded-fetch.ts";
import { once } from "#lib/server/once.ts";
import { makeRelayClient, type RelayClient } from "#lib/server/relay/client.ts";
import { start } from "#lib/server/start.ts";
import { wake } from "#lib/server/wake.ts";
import { settleCreated } from "#lib/server/worker/check.ts";
import { type Deps, mediaStore } from "#lib/server/worker/deps.ts";
import { leases } from "#lib/server/worker/leases.ts";
import { withCrash } from "./crash-points.ts";
import { callSchema, type Look, planSchema } from "./plan.ts";

const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ""));
const { relay: relaySettings, media, database } = config();

// The start-up takes both by these names and makes them only when they are not there.
const opened = await once("store", () => openStore(database, plan.speed === 1 ? undefined : fastClock(plan.speed)));
const { deps, dieIfCalling } = withCrash(realDeps(opened), plan.crash);
once("deps", () => deps);

await start();
process.on("message", (message) => {
  const call = callSchema.parse(message);
  answer(call).then(
    (value) => process.send?.({ n: call.n, value }),
    (error: unknown) => process.send?.({ n: call.n, error: String(error) }),
  );
});
// The worker sleeps by the machine's clock until something is due by the fast one.
if (plan.speed > 1) setInterval(wake, 50);
process.send?.("ready");

async function answer(asked: ReturnType<typeof callSchema.parse>): Promise<unknown> {
  const { store } = deps;
  switch (asked.kind) {
    case "submit": {
      const request = { model: "m", prompt: asked.prompt, aspect_ratio: "3:2", size: "720P", images: [], count: 1 };
      const { jobs } = await submit(store, request, { person: null, key: asked.key });
      wake();
      return jobs.map(({ id }) => id);
    }
    case "look":
      return look(store);
    case "resume":
      await setPaused(store, false);
      wake();
      return null;
    case "rule":
      await rule(asked.id, asked.relayId).catch((error: unknown) => {
        // Its late answer has come since the person looked, and there is nothing left to rule.
        if (!(error instanceof Problem) || error.code !== "not_unknown") throw error;
      });
      wake();
      return null;
    case "die_if_calling":
      dieIfCalling(asked.what);
      return null;
  }
}

async function rule(id: string, relayId: string | null): Promise<void> {
  if (relayId === null) await ruledNotCreated(deps.store, id, "ada");
  else await settleCreated(deps, id, relayId, "ada");
}

async function look(store: Store): Promise<Look> {
  const { paused } = await readDispatch(store);
  const jobs = await store.db
    .selectFrom("jobs")
    .select(["id", "prompt", "status", "media_state as media", "failure_code as failureCode"])
    .execute();
  return { isPaused: paused, jobs };
}

function realDeps(store: Store): Deps {
  // Whoever is to die in this call must be in it still when its parent says so, on however slow a machine.
  const createTimeoutMs = plan.crash?.point === "after_send" ? 20_000 : relaySettings.createTimeoutMs / plan.speed;
  const baseUrl = relaySettings.baseUrl ?? "";
  return {
    store,
    relay: inStoreTime(makeRelayClient({ baseUrl, apiKey: "sk-faults", createTimeoutMs })),
    media: mediaStore(),
    fetchFile: (url, signal) => guardedFetch(url, { allowedHosts: media.allowedHosts, signal }),
    config: { relay: relaySettings, media },
    // The only one that is measured by the machine's clock.
    leases: { ...leases, sweepEveryMs: leases.sweepEveryMs / plan.speed },
    random: Math.random,
  };
}

/** The client counts by the machine's clock: of the time that the domain leaves it to begin, less is left there. */
function inStoreTime(relay: RelayClient): RelayClient {
  return {
    ...relay,
    createVideo: (request, { startByMs, ...rest }) =>
      relay.createVideo(request, { ...rest, startByMs: Date.now() + (startByMs - Date.now()) / plan.speed }),
  };
}

/** All instances of a machine read the same time from it, finer than to the millisecond. */
function fastClock(speed: number): () => number {
  const zeroMs = Date.parse("2026-01-01T00:00:00Z");
  return () => Math.floor(zeroMs + (performance.timeOrigin + performance.now() - zeroMs) * speed);
}
