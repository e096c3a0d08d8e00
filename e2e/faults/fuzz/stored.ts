/** What people's requests leave in the database, read beside the running app; the worker's own steps do not show here. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Stored {
  now: () => unknown;
  close: () => void;
}

export function storedIn(dataDir: string): Stored {
  const database = new DatabaseSync(join(dataDir, "clipdesk.sqlite"), { readOnly: true });
  const counts = database.prepare(`select
    (select count(*) from jobs) as jobs,
    (select count(*) from intents) as intents,
    (select count(*) from jobs where trashed_at is not null) as trashed,
    (select count(*) from jobs where starred = 1) as starred,
    (select group_concat(name || role || coalesce(jobs_per_day, '') || coalesce(revoked_at, '')) from people) as people,
    (select jobs_per_day || ' ' || jobs_per_person_per_day from caps) as caps,
    (select count(*) from dispatch where paused_reason is not null) as pauses,
    (select count(*) from job_events where type in ('queued', 'canceled', 'resolved', 'trashed', 'restored')) as words`);
  // Changes with every commit of another connection; counted anew only then, for a long run makes the tables long.
  const version = database.prepare("pragma data_version");
  let last: { version: unknown; counts: unknown } | null = null;
  return {
    now: () => {
      const { data_version: now } = version.get() ?? {};
      if (last === null || last.version !== now) last = { version: now, counts: counts.get() };
      return last.counts;
    },
    close: () => database.close(),
  };
}
