/**
 * The same facts for Prometheus. What counts jobs comes from the database, so it is the same on every instance and goes
 * on after a restart; nothing is told by person.
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Store } from "../database/store.ts";
import { callsNow } from "../jobs/budget.ts";
import { dispatchRow } from "../jobs/dispatch.ts";
import { durationBuckets, type Facts, readFacts } from "../jobs/facts.ts";
import { type Config, config } from "../config.ts";
import { freeBytesOf } from "../media/room.ts";
import { once } from "../once.ts";
import { pulse } from "../worker/loop.ts";

const processRegistry = () =>
  once("process-metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });

export async function metricsText(store: Store, settings: Config = config()): Promise<{ body: string; type: string }> {
  const registry = new Registry();
  const [facts, row, calls, freeBytes] = await Promise.all([
    readFacts(store),
    dispatchRow(store),
    callsNow(store, 60_000),
    freeBytesOf(settings),
  ]);
  const gauge = (name: string, help: string, value: number | null) => {
    if (value !== null) new Gauge({ name: `clipdesk_${name}`, help, registers: [registry] }).set(value);
  };
  const jobs = new Gauge({
    name: "clipdesk_jobs",
    help: "Jobs by status, the trash included.",
    labelNames: ["status"],
    registers: [registry],
  });
  for (const [status, count] of Object.entries(facts.byStatus)) jobs.set({ status }, count);
  gauge("queue_age_seconds", "How long the oldest queued job has waited.", (facts.oldestQueuedMs ?? 0) / 1_000);
  gauge("paid_calls", "Paid calls begun since this installation exists.", facts.paidCalls);
  gauge("relay_calls_last_minute", "Calls of any kind within the last minute.", calls.lately);
  gauge("relay_calls_free", "Calls that the budget still has now.", calls.free);
  gauge("relay_calls_budget", "Calls a minute that the settings allow.", settings.relay.requestsPerMinute);
  gauge("relay_reachable", "0 while the relay cannot be reached.", row.trouble_at === null ? 1 : 0);
  const pauses = new Gauge({
    name: "clipdesk_dispatch_paused",
    help: "1 while paid calls are paused for this reason.",
    labelNames: ["reason"],
    registers: [registry],
  });
  for (const reason of ["operator", "account", "breaker"]) pauses.set({ reason }, row.paused_reason === reason ? 1 : 0);
  gauge("breaker_trips", "How often the breaker has opened since a paid call had a usable answer.", row.breaker_trips);
  gauge("media_bytes", "Bytes of the videos that are kept.", facts.media.savedBytes);
  gauge("media_videos", "Videos that are kept.", facts.media.saved);
  gauge("media_waiting", "Finished videos that are not kept yet.", facts.media.waiting);
  gauge("media_lost", "Finished videos that could not be kept.", facts.media.lost);
  gauge("media_removed", "Videos that the settings had removed.", facts.media.removed);
  gauge("media_removed_soon", "Videos that will be removed within seven days.", facts.media.removedSoon);
  gauge("storage_free_bytes", "Room left where videos are kept.", freeBytes);
  const { lastTickAtMs } = pulse();
  gauge(
    "worker_last_tick_seconds",
    "When this process last looked for work.",
    lastTickAtMs === null ? null : lastTickAtMs / 1_000,
  );
  registry.registerMetric(new Durations(facts.durations));
  const all = Registry.merge([processRegistry(), registry]);
  return { body: await all.metrics(), type: all.contentType };
}

const durations = {
  name: "clipdesk_job_duration_seconds",
  help: "From the paid call until the relay said that the video is finished.",
};

/** A histogram that was counted elsewhere. */
class Durations extends Histogram {
  readonly #counted: Facts["durations"];

  constructor(counted: Facts["durations"]) {
    super({ ...durations, buckets: [...durationBuckets], registers: [] });
    this.#counted = counted;
  }

  /** What the registry asks of a histogram in place of `get`. */
  async getForPromString() {
    const { withinSeconds, count, sumMs } = this.#counted;
    const bucket = (le: number | string, value: number) => ({
      labels: { le },
      value,
      metricName: `${durations.name}_bucket`,
    });
    return {
      ...durations,
      type: "histogram",
      values: [
        ...durationBuckets.map((le, i) => bucket(le, withinSeconds[i] ?? 0)),
        bucket("+Inf", count),
        { value: sumMs / 1_000, metricName: `${durations.name}_sum` },
        { value: count, metricName: `${durations.name}_count` },
      ],
    };
  }
}
