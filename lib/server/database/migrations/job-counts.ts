/**
 * How many jobs there are of each kind, kept by the database itself with every change of a job and in the same
 * transaction, so that no writer can forget it and no reader sees a figure that no moment had.
 */
import { type Kysely, sql } from "kysely";
import { isPostgres } from "../dialect.ts";

export async function addJobCounts(db: Kysely<unknown>): Promise<void> {
  const statements = isPostgres(db) ? onPostgres : onSqlite;
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql`
    insert into job_counts (status, starred, trashed, jobs)
    select status, starred, case when trashed_at is null then 0 else 1 end, count(*)
    from jobs group by 1, 2, 3`.execute(db);
}

const hasMoved = `old.status is distinct from new.status or old.starred is distinct from new.starred
  or (old.trashed_at is null) <> (new.trashed_at is null)`;

/** One writer at a time: one row a kind. */
const onSqlite = [
  `create table job_counts (status text not null, starred integer not null, trashed integer not null,
    jobs bigint not null, primary key (status, starred, trashed))`,
  `create trigger jobs_counted_insert after insert on jobs begin ${sqliteAdd("new", 1)} end`,
  `create trigger jobs_counted_update after update of status, starred, trashed_at on jobs when ${hasMoved} begin
    ${sqliteAdd("old", -1)} ${sqliteAdd("new", 1)} end`,
  `create trigger jobs_counted_delete after delete on jobs begin ${sqliteAdd("old", -1)} end`,
];

function sqliteAdd(row: "old" | "new", by: 1 | -1): string {
  return `insert into job_counts (status, starred, trashed, jobs)
    values (${row}.status, ${row}.starred, ${row}.trashed_at is not null, ${by})
    on conflict (status, starred, trashed) do update set jobs = jobs + ${by};`;
}

/**
 * One row a kind would make every transaction wait for every other that moves a job to or from the same status, and let
 * two of them wait for each other. So each adds rows of its own, which none waits for, and now and then one of them draws
 * together those that nobody else holds.
 */
const onPostgres = [
  `create table job_counts (id bigint generated always as identity primary key, status text not null,
    starred integer not null, trashed integer not null, jobs bigint not null)`,
  `create function clipdesk_add_to_count(job jobs, added integer) returns void language plpgsql as $$
  declare row_id bigint;
  begin
    insert into job_counts (status, starred, trashed, jobs)
      values (job.status, job.starred, case when job.trashed_at is null then 0 else 1 end, added)
      returning id into row_id;
    if row_id % 100 = 0 then
      with free as materialized (
        select id from job_counts order by id limit 1000 for update skip locked
      ), parts as (
        delete from job_counts where id in (select id from free) returning status, starred, trashed, jobs
      )
      insert into job_counts (status, starred, trashed, jobs)
        select status, starred, trashed, sum(jobs) from parts group by 1, 2, 3 having sum(jobs) <> 0;
    end if;
  end $$`,
  `create function clipdesk_count_job() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' then perform clipdesk_add_to_count(old, -1); end if;
    if tg_op <> 'DELETE' then perform clipdesk_add_to_count(new, 1); end if;
    return null;
  end $$`,
  `create trigger jobs_counted after insert or delete on jobs for each row execute function clipdesk_count_job()`,
  `create trigger jobs_recounted after update on jobs for each row when (${hasMoved})
    execute function clipdesk_count_job()`,
];
