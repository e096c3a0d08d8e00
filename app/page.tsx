import { HydrationBoundary, QueryClient, dehydrate } from "@tanstack/react-query";
import { connection } from "next/server";
import { Activity } from "react";
import { DemoBanner } from "#components/demo-banner.tsx";
import { DispatchBanner } from "#components/dispatch/dispatch-banner.tsx";
import { PersonMenu } from "#components/people/person-menu.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { Studio } from "#components/studio.tsx";
import { WatchLayer } from "#components/watch/watch-layer.tsx";
import { dispatchQuery, jobsQuery } from "#lib/api.ts";
import { listQueryOf, readFilter } from "#lib/job-filter.ts";
import { signedIn } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { readDispatch } from "#lib/server/jobs/dispatch.ts";
import { listFor } from "#lib/server/jobs/for-visitor.ts";

interface StudioPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StudioPage({ searchParams }: StudioPageProps) {
  await connection();
  const { mode, limits, access, isEphemeral } = config();
  const search = toSearch(await searchParams);
  const visitor = await signedIn(search.size === 0 ? "/" : `/?${search}`);
  const filter = readFilter(search);
  const open = await store();
  const [jobs, dispatch] = await Promise.all([listFor(open, visitor, listQueryOf(filter)), readDispatch(open)]);
  const client = new QueryClient();
  client.setQueryData(jobsQuery(filter).queryKey, { pages: [jobs] });
  client.setQueryData(dispatchQuery().queryKey, dispatch);

  // Each part in an Activity is taken over by the page's script after the form, which somebody may already type into.
  return (
    <div className="mx-auto max-w-400 px-4 pb-16 md:px-6">
      <Activity>
        <SiteHeader isHome>
          <PersonMenu canSignOut={access.kind === "passcodes"} />
        </SiteHeader>
      </Activity>
      <HydrationBoundary state={dehydrate(client)}>
        <Activity>
          <div className="flex flex-col gap-3 py-4">
            {mode === "demo" && <DemoBanner isEphemeral={isEphemeral} />}
            <DispatchBanner />
          </div>
        </Activity>
        <main>
          <Studio limits={limits} />
        </main>
        <Activity>
          <WatchLayer />
        </Activity>
      </HydrationBoundary>
    </div>
  );
}

/** With all that stands in it: a link that fills the form may name several images, and has to outlive the sign-in. */
function toSearch(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value ?? []].flat()) search.append(name, each);
  }
  return search;
}
