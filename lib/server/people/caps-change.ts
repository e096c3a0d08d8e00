/** The caps as an admin sees and sets them. */
import type { CapsChange, CapsReply } from "#lib/person.ts";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import { addAudit } from "./audit.ts";
import { readCaps, usedToday } from "./caps.ts";

/** A cap of null gives the word back to the settings. */
export async function changeCaps(store: Store, change: CapsChange, actor: string | null): Promise<void> {
  const given = Object.entries(change).filter(([, cap]) => cap !== undefined);
  if (given.length === 0) return;
  const caps = Object.fromEntries(given);
  await store.write(async (tx) => {
    await tx.updateTable("caps").set(caps).execute();
    await addAudit(store, tx, { actor, action: "caps_changed", detail: caps });
  });
}

export async function capsAndUse(store: Store): Promise<CapsReply> {
  const { perDay, perPersonPerDay } = await readCaps(store.db);
  const set = await store.db.selectFrom("caps").selectAll().executeTakeFirstOrThrow();
  const { timeZone, price, perDay: ownPerDay, perPersonPerDay: ownPerPerson } = config().caps;
  return {
    jobs_per_day: perDay,
    jobs_per_person_per_day: perPersonPerDay,
    set_here: { jobs_per_day: set.jobs_per_day, jobs_per_person_per_day: set.jobs_per_person_per_day },
    settings: { jobs_per_day: ownPerDay, jobs_per_person_per_day: ownPerPerson },
    jobs_today: await usedToday(store, store.db),
    time_zone: timeZone,
    price,
  };
}
