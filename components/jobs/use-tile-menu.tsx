"use client";
import { useRouter } from "next/navigation";
import { withParameters } from "#lib/address.ts";
import { deedsFor, mainDeedFor } from "#lib/job-actions.ts";
import type { JobDeed } from "#lib/job-actions.ts";
import type { Job } from "#lib/job.ts";
import { useMayDecide } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import type { MenuItem } from "../ui/menu-button.tsx";

/** All that may be done with a tile and is not on it already. */
export function useTileMenu(job: Job, perform: (deed: JobDeed) => void): MenuItem[] {
  const text = useText();
  const router = useRouter();
  const mayDecide = useMayDecide();
  const items: MenuItem[] = [];
  items.push({ label: text.tile.details, onSelect: () => router.push(`/jobs/${job.id}`) });
  items.push({ label: text.page.copyPrompt, onSelect: () => void copy() });
  if (job.batch_id !== null) {
    items.push({ label: text.tile.showBatch, onSelect: () => showIn({ batch: job.batch_id, show: null, q: null }) });
  }
  const main = mainDeedFor(job, mayDecide);
  for (const deed of deedsFor(job, mayDecide)) {
    if (deed === main) continue;
    items.push({ label: text.actions[deed], onSelect: () => perform(deed), isDangerous: deed === "trash" });
  }
  return items;

  async function copy() {
    try {
      await navigator.clipboard.writeText(job.prompt);
      toast(text.tile.copied);
    } catch {
      // A plain http address that is not localhost has no clipboard.
      toast(text.copying.notCopied, { tone: "danger" });
    }
  }
}

/** Sets what is looked at, keeping the rest of the address. */
export function showIn(parameters: Readonly<Record<string, string | null>>): void {
  window.history.pushState(null, "", withParameters(window.location.search, parameters));
}
