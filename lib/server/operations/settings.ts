/** The settings in force, as an admin may see them: from the parsed settings, which hold no key, and never a secret. */
import type { Status } from "#lib/status.ts";
import type { Config } from "../config.ts";

const set = "(set)";

export function settingsInForce(config: Config): Status["settings"] {
  const { relay, media, caps, limits, database } = config;
  const values: Record<string, string | number | null> = {
    RELAY_BASE_URL: relay.baseUrl,
    RELAY_MODEL: limits.model,
    RELAY_ASPECT_RATIOS: limits.aspect_ratios.join(","),
    RELAY_SIZES: limits.sizes.join(","),
    RELAY_REQUESTS_PER_MINUTE: relay.requestsPerMinute,
    RELAY_MAX_CONCURRENT_CREATES: relay.maxConcurrentCreates,
    // A Postgres's address holds a password.
    DATABASE_URL: database.kind === "postgres" ? set : `file:${database.file}`,
    DATA_DIR: config.dataDir,
    MEDIA_URL: media.place.kind === "folder" ? media.place.dir : `s3://${media.place.name}/${media.place.prefix}`,
    MEDIA_MAX_BYTES: media.maxBytes,
    MEDIA_ALLOWED_HOSTS: media.allowedHosts.join(",") || null,
    RETENTION_DAYS: config.retention.days,
    DISK_FLOOR_BYTES: config.retention.floorBytes,
    HOST: config.host,
    PORT: config.port,
    APP_ORIGIN: config.appOrigin,
    ACCESS: config.access.kind === "token" || config.access.kind === "header" ? "proxy" : config.access.kind,
    CAP_JOBS_PER_DAY: caps.perDay,
    CAP_JOBS_PER_PERSON_PER_DAY: caps.perPersonPerDay,
    WORKER: config.worker,
    CRON_SECRET: config.cronSecret === null ? null : set,
    WEBHOOK_URL: config.webhook === null ? null : `${set}, ${config.webhook.format}`,
    METRICS_TOKEN: config.metricsToken === null ? null : set,
  };
  return Object.entries(values).map(([name, value]) => ({ name, value: value === null ? null : String(value) }));
}
