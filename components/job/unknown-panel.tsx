"use client";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { ApiProblem } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { Button } from "../ui/button.tsx";
import { FieldError, inputClass } from "../ui/field.tsx";
import { useHydrated } from "../clock.tsx";
import { useText } from "../text.tsx";
import { useWatchText } from "../watch/watch-text.ts";
import { reasonOf, refusalOf } from "../reason.ts";
import { useJobAction } from "../jobs/use-job-action.ts";

/** The only place where an open outcome is settled, because every way out needs to be understood first. */
export function UnknownPanel({ job }: { job: Job }) {
  const { unknown } = useWatchText();
  const isHydrated = useHydrated();
  return (
    <section inert={!isHydrated} aria-label={unknown.ways} className="flex flex-col gap-4">
      <Created job={job} />
      <NotCreated job={job} />
      <Again job={job} />
    </section>
  );
}

function Way({ title, body, children }: { title: string; body: string; children: ReactNode }) {
  return (
    <div className="border-t border-line pt-3">
      <h3 className="font-semibold">{title}</h3>
      <p className="mb-2 text-sm text-muted">{body}</p>
      {children}
    </div>
  );
}

function Created({ job }: { job: Job }) {
  const text = useText();
  const { unknown } = useWatchText();
  const id = useId();
  const { act, pending, error } = useJobAction(job);
  const [relayId, setRelayId] = useState("");
  const fault = error instanceof ApiProblem ? error.fields.relay_id : undefined;
  const message = error === null ? undefined : (fault ?? reasonOf(error, text));

  return (
    <Way title={unknown.createdTitle} body={unknown.createdBody}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          act({ kind: "resolve", resolution: { outcome: "created", relay_id: relayId.trim() } });
        }}
      >
        <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
          {unknown.relayId}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            value={relayId}
            autoComplete="off"
            spellCheck={false}
            className={`${inputClass} min-w-0 flex-1 basis-48 font-mono`}
            aria-invalid={message !== undefined}
            aria-describedby={message === undefined ? undefined : `${id}-error`}
            onChange={(event) => setRelayId(event.target.value)}
          />
          <Button type="submit" isBusy={pending === "resolve"}>
            {unknown.attach}
          </Button>
        </div>
        <div role="alert">
          <FieldError id={`${id}-error`} message={message} />
        </div>
      </form>
    </Way>
  );
}

function NotCreated({ job }: { job: Job }) {
  const { unknown } = useWatchText();
  const { act, pending, error } = useJobAction(job);
  return (
    <Way title={unknown.notCreatedTitle} body={unknown.notCreatedBody}>
      <Button
        isBusy={pending === "resolve"}
        onClick={() => act({ kind: "resolve", resolution: { outcome: "not_created" } })}
      >
        {unknown.notCreated}
      </Button>
      <Refusal error={error} />
    </Way>
  );
}

function Again({ job }: { job: Job }) {
  const { unknown } = useWatchText();
  const { act, pending, error } = useJobAction(job);
  const [isAccepted, setAccepted] = useState(false);
  return (
    <Way title={unknown.againTitle} body={unknown.againBody}>
      <label className="touch mb-2 flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={isAccepted}
          className="size-5 accent-accent"
          onChange={(event) => setAccepted(event.target.checked)}
        />
        {unknown.acceptRisk}
      </label>
      <Button
        tone="danger"
        disabled={!isAccepted}
        isBusy={pending === "retry"}
        onClick={() => act({ kind: "retry", acceptRisk: true })}
      >
        {unknown.again}
      </Button>
      <Refusal error={error} />
    </Way>
  );
}

function Refusal({ error }: { error: Error | null }) {
  const text = useText();
  return (
    <p role="alert" className="mt-1 text-sm text-danger empty:hidden">
      {refusalOf(error, text)}
    </p>
  );
}
