"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import type { Job } from "#lib/job.ts";
import { sharesQuery } from "#lib/share-api.ts";
import type { Share } from "#lib/share.ts";
import { Section } from "../job/section.tsx";
import { useMayDecide } from "../people/visitor.tsx";
import { ShareList } from "./share-list.tsx";
import { useShareText } from "./use-share-text.ts";

/** On a job's page: the links that let others see its video. Most have none, and then nothing is fetched for them. */
export function JobShares({ job }: { job: Job }) {
  const { data: shares = [] } = useQuery(sharesQuery(job.id));
  if (shares.length === 0 || job.trashed) return null;
  return (
    <Suspense fallback={null}>
      <SharesSection job={job} shares={shares} />
    </Suspense>
  );
}

function SharesSection({ job, shares }: { job: Job; shares: readonly Share[] }) {
  const mayDecide = useMayDecide();
  const text = useShareText();
  return (
    <Section title={text.links}>
      <ShareList shares={shares} isOwnJob={mayDecide(job)} />
    </Section>
  );
}
