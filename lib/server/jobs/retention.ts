/**
 * Which videos this installation removes, and when. The row says that a video is gone before its files are: whoever dies
 * between leaves files without a claim, which the next pass finds by the row. The row itself stays. Knows no files.
 */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { addEvents } from "./move.ts";

const dayMs = 24 * 60 * 60_000;
const passEveryMs = 60_000;
/** A video's end is announced so long before, and never later than a day before, however old it is by then. */
export const announcedForMs = 7 * dayMs;
const leastNoticeMs = dayMs;
/** Whatever was kept, unstarred or trashed just now is not taken, however little room is left. */
const restMs = 60 * 60_000;
const mostAnnounced = 1_000;

/** As text, so that SQLite uses the index of that condition. */
const isRemovable = sql<SqlBool>`media_state = 'saved' and starred = 0`;

/** One pass a minute, whichever instance comes first. @returns whether it is this one's */
export async function claimPass(store: Store): Promise<boolean> {
  const now = store.now();
  const { numUpdatedRows } = await store.db
    .updateTable("retention")
    .set({ passed_at: now })
    // A clock that was set back must not end it for as long as it is behind.
    .where((eb) => eb.or([eb("passed_at", "<=", now - passEveryMs), eb("passed_at", ">", now)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Announces what `days` lets go, and takes back what it does not any more: a star, more days, or none set. What was
 * announced keeps its date when the days become fewer.
 */
export async function announceRemovals(store: Store, days: number | null): Promise<void> {
  const now = store.now();
  const keptMs = (days ?? 0) * dayMs;
  await store.write(async (tx) => {
    await tx
      .updateTable("jobs")
      .set({ keep_until: null })
      .where("keep_until", "is not", null)
      .$if(days !== null, (query) =>
        query.where((eb) =>
          eb.or([eb("starred", "=", 1), eb(eb("finished_at", "+", keptMs), ">", eb.ref("keep_until"))]),
        ),
      )
      .execute();
    if (days === null) return;
    const aged = tx
      .selectFrom("jobs")
      .select("id")
      .where(isRemovable)
      .where("keep_until", "is", null)
      .where("finished_at", "<=", now - keptMs + announcedForMs)
      .orderBy("finished_at")
      .limit(mostAnnounced);
    const earliest = now + leastNoticeMs;
    await tx
      .updateTable("jobs")
      .set((eb) => ({
        keep_until: eb
          .case()
          .when("finished_at", ">", earliest - keptMs)
          .then(eb("finished_at", "+", keptMs))
          .else(earliest)
          .end(),
      }))
      .where("id", "in", aged)
      .execute();
  });
}

/** The next video whose announced time has come. @returns its row, or null when there is none */
export async function removeAged(store: Store, days: number): Promise<JobRow | null> {
  const now = store.now();
  const why = { because: "age", words: `set to keep videos for ${days} days (RETENTION_DAYS)` };
  return removeFirst(store, why, sql<SqlBool>`keep_until <= ${now}`);
}

/** The next video to go when the disk is nearly full: not announced, because then nothing new could be kept. */
export async function removeForRoom(store: Store): Promise<JobRow | null> {
  const why = { because: "room", words: "set to keep room on its disk (DISK_FLOOR_BYTES), and that ran short" };
  const row = await removeFirst(store, why, sql<SqlBool>`updated_at <= ${store.now() - restMs}`);
  if (row !== null) await store.db.updateTable("retention").set({ made_room_at: store.now() }).execute();
  return row;
}

/** The trash first, then the oldest. A star that was set a moment ago wins. */
async function removeFirst(
  store: Store,
  why: { because: string; words: string },
  isMeant: Expression<SqlBool>,
): Promise<JobRow | null> {
  const now = store.now();
  return store.write(async (tx) => {
    const next = await tx
      .selectFrom("jobs")
      .select(["id", "media_bytes"])
      .where(isRemovable)
      .where(isMeant)
      .where("status", "=", "succeeded")
      .orderBy((eb) => eb.case().when("trashed_at", "is", null).then(1).else(0).end())
      .orderBy("finished_at")
      .orderBy("id")
      .limit(1)
      .$if(store.kind === "postgres", (query) => query.forUpdate().skipLocked())
      .executeTakeFirst();
    if (next === undefined) return null;
    const row = await tx
      .updateTable("jobs")
      .set((eb) => ({
        // Whoever still holds the row, with a poster on its way, writes nothing more.
        fence: eb("fence", "+", 1),
        media_state: "expired",
        media_error: `Removed on ${new Date(now).toISOString().slice(0, 10)}: this installation is ${why.words}.`,
        media_bytes: null,
        poster_type: null,
        keep_until: null,
        removed_at: now,
        has_leftovers: 1,
        updated_at: now,
      }))
      .where("id", "=", next.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await addEvents(store, tx, [row.id], {
      type: "video_removed",
      detail: { reason: why.because, bytes: next.media_bytes, message: row.media_error },
    });
    return row;
  });
}

/** Jobs whose video is gone by the row, and whose files may still be there. */
export async function leftovers(store: Store, most: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom("jobs")
    .select("id")
    .where(sql<SqlBool>`has_leftovers = 1`)
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

export async function leftoversGone(store: Store, id: string): Promise<void> {
  await store.db.updateTable("jobs").set({ has_leftovers: 0 }).where("id", "=", id).execute();
}

/** When a video last had to go for want of room. */
export async function madeRoomAt(store: Store): Promise<number | null> {
  const row = await store.db.selectFrom("retention").select("made_room_at").executeTakeFirst();
  return row?.made_room_at ?? null;
}
