"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "#lib/api.ts";
import type { Job, Resolution } from "#lib/job.ts";
import { useVisitor } from "../people/visitor.tsx";

export type Deed =
  | { kind: "cancel" | "check" | "trash" | "restore" }
  | { kind: "retry"; acceptRisk: boolean }
  | { kind: "resolve"; resolution: Resolution };

/** Told above the sheet too (unanswered-retries.tsx), where it can be sent again under its key. */
export class UnansweredRetry extends ApiProblem {
  constructor() {
    super(0, "unreachable", "the server did not answer");
  }
}

interface JobActionOptions {
  /** Here and not in an effect: the card that asked may be gone by then. */
  onDone?: (job: Job, deed: Deed) => void;
  onFailed?: (error: Error, deed: Deed) => void;
}

/** What a person may do to one job. The caches are brought up to date here; the caller only shows the end of it. */
export function useJobAction(job: Job, { onDone, onFailed }: JobActionOptions = {}) {
  const client = useQueryClient();
  const { person } = useVisitor();
  const mutation = useMutation({
    mutationFn: async (deed: Deed) => {
      const { perform } = await import("./perform.ts");
      await perform(client, person, job, deed);
    },
    onSuccess: (_done, deed) => onDone?.(job, deed),
    onError: (error, deed) => onFailed?.(error, deed),
    onSettled: (_done, _error, deed) => void finished.set(keyOf(job, deed), performance.now()),
  });

  /** A double press is one deed, however fast the answer to its first half was. */
  function act(deed: Deed) {
    const last = finished.get(keyOf(job, deed));
    const isBurst = last !== undefined && performance.now() - last < burstGapMs;
    if (mutation.isPending || (isBurst && isHarmfulTwice(deed))) return;
    mutation.mutate(deed);
  }

  return {
    act,
    pending: mutation.isPending ? mutation.variables.kind : null,
    done: mutation.isSuccess ? mutation.variables.kind : null,
    error: mutation.error,
  };
}

/** A retry costs money each time; and after a deletion the next card lies under the pointer. */
function isHarmfulTwice(deed: Deed): boolean {
  return deed.kind === "retry" || deed.kind === "trash";
}

function keyOf(job: Job, deed: Deed): string {
  return deed.kind === "trash" ? deed.kind : `${job.id} ${deed.kind}`;
}

const burstGapMs = 700;
const finished = new Map<string, number>();
