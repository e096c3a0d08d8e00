"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MouseEvent } from "react";
import { createBursts } from "#lib/bursts.ts";
import type { Job, Resolution } from "#lib/job.ts";
import { useVisitor } from "../people/visitor.tsx";

export type Deed =
  | { kind: "cancel" | "check" | "trash" | "restore" }
  | { kind: "retry"; acceptRisk: boolean }
  | { kind: "resolve"; resolution: Resolution };

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
    onSettled: (_done, _error, { kind }) => bursts.ended(job.id, kind),
  });

  /** A double press is one deed, however fast the answer to its first half was. */
  function act(deed: Deed, press?: MouseEvent) {
    const isSecondHalf = press !== undefined && press.detail > 1;
    if (mutation.isPending || bursts.isRepeat(job.id, deed.kind, isSecondHalf)) return;
    mutation.mutate(deed);
  }

  return {
    act,
    pending: mutation.isPending ? mutation.variables.kind : null,
    done: mutation.isSuccess ? mutation.variables.kind : null,
    error: mutation.error,
  };
}

const bursts = createBursts(() => performance.now());
