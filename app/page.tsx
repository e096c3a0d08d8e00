import { HydrationBoundary, QueryClient, dehydrate } from "@tanstack/react-query";
import { connection } from "next/server";
import { DemoBanner } from "#components/demo-banner.tsx";
import { DispatchBanner } from "#components/dispatch/dispatch-banner.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { Studio } from "#components/studio.tsx";
import { dispatchQuery, jobsQuery } from "#lib/api.ts";
import { readFilter, statusesOf } from "#lib/job-filter.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { readDispatch } from "#lib/server/jobs/dispatch.ts";
import { listJobs } from "#lib/server/jobs/read.ts";

interface StudioPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StudioPage({ searchParams }: StudioPageProps) {
  await connection();
  const { mode, limits } = config();
  const filter = readFilter(toSearch(await searchParams));
  const open = await store();
  const [jobs, dispatch] = await Promise.all([
    listJobs(open, { status: statusesOf(filter.group), q: filter.q }),
    readDispatch(open),
  ]);
  const client = new QueryClient();
  client.setQueryData(jobsQuery(filter).queryKey, { pages: [jobs], pageParams: [null] });
  client.setQueryData(dispatchQuery().queryKey, dispatch);

  return (
    <div className="mx-auto max-w-400 px-4 pb-16 md:px-6">
      <SiteHeader isHome />
      <HydrationBoundary state={dehydrate(client)}>
        <div className="flex flex-col gap-3 py-4">
          {mode === "demo" && <DemoBanner />}
          <DispatchBanner />
        </div>
        <main>
          <Studio limits={limits} />
        </main>
      </HydrationBoundary>
    </div>
  );
}

/** A parameter given twice counts with its first value. */
function toSearch(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) search.set(name, first);
  }
  return search;
}
