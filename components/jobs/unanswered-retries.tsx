"use client";
import { useQueryClient } from "@tanstack/react-query";
import { CircleQuestionMark } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { inLanes } from "#lib/in-lanes.ts";
import type { Retry } from "#lib/retries.ts";
import { focusJobs } from "../focus-jobs.ts";
import { useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useBulkText } from "./bulk-text.ts";
import { reasonOf } from "../reason.ts";
import { retriesOf, retry } from "./retry-desk.ts";

const none: readonly Retry[] = [];
const lanes = 3;

/** Says which retries were not answered, also after a reload, and sends them again under the keys they had. */
export function UnansweredRetries() {
  const text = useText();
  const words = useBulkText();
  const client = useQueryClient();
  const { person } = useVisitor();
  const retries = retriesOf(person);
  useEffect(() => void retries.adopt(), [retries]);
  const held = useSyncExternalStore(retries.subscribe, retries.getSnapshot, () => none);
  const unanswered = held.filter(({ state }) => state === "unanswered");
  if (unanswered.length === 0) return null;

  async function sendAgain() {
    focusJobs(); // while they are on their way, nothing is left to press
    const all = await inLanes(unanswered, lanes, ({ jobId }) => retry(client, person, jobId));
    const accepted = all.filter(({ kind }) => kind === "accepted").length;
    if (accepted > 0) toast(words.selection.retried(accepted));
    for (const sent of all) {
      if (sent.kind === "refused") toast(text.actions.refused(reasonOf(sent.error, text)), { tone: "danger" });
    }
  }

  function forget() {
    retries.forget();
    focusJobs();
  }

  return (
    <Banner
      tone="warn"
      role="alert"
      icon={<CircleQuestionMark size={20} aria-hidden />}
      title={words.retries.unanswered(unanswered.length)}
      action={
        <>
          <Button onClick={() => void sendAgain()}>{words.retries.again(unanswered.length)}</Button>
          <Button tone="quiet" onClick={forget}>
            {words.retries.forget}
          </Button>
        </>
      }
    >
      <p>{words.retries.help}</p>
    </Banner>
  );
}
