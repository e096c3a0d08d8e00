import { createDraftKeeper } from "#lib/draft-keeper.ts";
import type { DraftKeeper } from "#lib/draft-keeper.ts";
import type { Limits } from "#lib/job.ts";
import { deskStorage, tabStorage } from "../storage.ts";
import { openTabs, thisTab } from "./tabs.ts";

let keeper: DraftKeeper | null = null;

/** This tab's keeper. */
export function browserKeeper(limits: Limits): DraftKeeper {
  keeper ??= createDraftKeeper({
    limits,
    session: tabStorage(),
    local: deskStorage(),
    tab: thisTab(),
    now: Date.now,
    openTabs,
  });
  return keeper;
}
