"use client";
import { Fragment } from "react";
import { compareSettings, partTexts } from "#lib/differences.ts";
import type { Setting } from "#lib/differences.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { useText } from "../text.tsx";
import type { Take } from "./compare-stage.tsx";
import { useWatchText } from "./watch-text.ts";

interface Known {
  position: number;
  job: Job;
}

/** What differs stands take by take; what is equal is said once. */
export function CompareSettings({ takes }: { takes: readonly Take[] }) {
  const text = useText();
  const { compare } = useWatchText();
  const known = takes.flatMap(({ job }, index) => (job === undefined ? [] : [{ position: index + 1, job }]));
  const [first] = known;
  if (first === undefined || known.length === 1) return null;
  const { same, different } = compareSettings(known.map(({ job }) => job));
  const names = namesOf(text);
  return (
    <>
      <section aria-labelledby="compare-different" className="border-t border-line pt-3">
        <h3 id="compare-different" className="mb-2 font-semibold">
          {compare.different}
        </h3>
        {different.length === 0 && <p className="text-muted">{compare.allSame}</p>}
        <dl className="flex flex-col gap-4">
          {different.map((setting) => (
            <div key={setting}>
              <dt className="text-sm text-muted">{names[setting]}</dt>
              <dd>
                <Values known={known} setting={setting} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="compare-same" className="border-t border-line pt-3">
        <h3 id="compare-same" className="mb-2 font-semibold">
          {compare.same}
        </h3>
        <dl className="grid grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
          {same.map((setting) => (
            <Fragment key={setting}>
              <dt className="text-muted">{names[setting]}</dt>
              <dd className="whitespace-pre-wrap wrap-anywhere">{valueOf(first.job, setting, text)}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
    </>
  );
}

function Values({ known, setting }: { known: readonly Known[]; setting: Setting }) {
  const text = useText();
  const { compare } = useWatchText();
  const parted = setting === "prompt" ? partTexts(known.map(({ job }) => job.prompt)) : null;
  return (
    <ul className={`grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-2 ${columns[known.length] ?? ""}`}>
      {known.map(({ position, job }, index) => {
        const parts = parted?.[index];
        return (
          <li key={job.id} className="min-w-0 wrap-anywhere">
            <p className="text-xs text-muted">{compare.take(position)}</p>
            {parts === undefined ? (
              <p className="whitespace-pre-wrap">{valueOf(job, setting, text)}</p>
            ) : (
              <p className="whitespace-pre-wrap text-muted">
                {parts.before}
                <mark className="bg-accent-soft font-semibold text-ink">{parts.middle}</mark>
                {parts.after}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const columns: Readonly<Record<number, string>> = {
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-3",
  4: "sm:grid-cols-2 lg:grid-cols-4",
};

function namesOf({ page }: Text): Record<Setting, string> {
  return {
    model: page.model,
    prompt: page.prompt,
    aspect_ratio: page.aspectRatio,
    size: page.size,
    images: page.images,
  };
}

function valueOf(job: Job, setting: Setting, { page }: Text): string {
  if (setting !== "images") return job[setting];
  return job.images.length === 0 ? page.noImages : job.images.map((url, index) => `${index + 1}. ${url}`).join("\n");
}
