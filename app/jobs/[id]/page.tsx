import { HydrationBoundary, QueryClient, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { DemoBanner } from "#components/demo-banner.tsx";
import { DispatchBanner } from "#components/dispatch/dispatch-banner.tsx";
import { JobView } from "#components/job/job-view.tsx";
import { PersonMenu } from "#components/people/person-menu.tsx";
import { SiteHeader } from "#components/site-header.tsx";
import { dispatchQuery, jobQuery, takesQuery } from "#lib/api.ts";
import { sharesQuery } from "#lib/share-api.ts";
import { signedIn } from "#lib/server/access/page-visitor.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { readDispatch } from "#lib/server/jobs/dispatch.ts";
import { readFor } from "#lib/server/jobs/for-visitor.ts";
import { takesOf } from "#lib/server/jobs/takes.ts";
import { sharesOf } from "#lib/server/links/shares.ts";
import { pageText } from "#lib/server/page-text.ts";

interface JobPageProps {
  params: Promise<{ id: string }>;
}

const titleLength = 60;
const findJob = cache(async (id: string) => {
  const visitor = await signedIn(`/jobs/${id}`);
  return readFor(await store(), visitor, id);
});

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  await connection();
  const detail = await findJob((await params).id);
  const text = await pageText();
  return detail === null ? {} : { title: text.page.title(detail.job.prompt.slice(0, titleLength)) };
}

export default async function JobPage({ params }: JobPageProps) {
  await connection();
  const { id } = await params;
  const detail = await findJob(id);
  if (detail === null) notFound();
  const client = new QueryClient();
  client.setQueryData(jobQuery(id).queryKey, detail);
  client.setQueryData(takesQuery(id).queryKey, await takesOf(await store(), id));
  client.setQueryData(sharesQuery(id).queryKey, await sharesOf(await store(), id));
  client.setQueryData(dispatchQuery().queryKey, await readDispatch(await store()));

  return (
    <div className="mx-auto max-w-300 px-4 pb-16 md:px-6">
      <SiteHeader>
        <PersonMenu canSignOut={config().access.kind === "passcodes"} />
      </SiteHeader>
      <HydrationBoundary state={dehydrate(client)}>
        <div className="flex flex-col gap-3 py-4">
          {config().mode === "demo" && <DemoBanner isEphemeral={config().isEphemeral} />}
          <DispatchBanner />
        </div>
        <JobView id={id} />
      </HydrationBoundary>
    </div>
  );
}
