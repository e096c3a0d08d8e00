import assert from "node:assert/strict";
import { test } from "node:test";
import { blankDraft } from "./draft.ts";
import { createDraftKeeper } from "./draft-keeper.ts";
import { memory } from "./test-memory.ts";

const limits = { model: "m", aspect_ratios: ["2:3"], sizes: ["720P"], max_images: 4, prompt_max: 800 };
const draftOf = (prompt: string) => ({ ...blankDraft(limits), prompt });
const hourMs = 3_600_000;

/** A browser whose tabs the test opens, duplicates and closes. */
function openBrowser({ tellsTabs = true } = {}) {
  const local = memory();
  const open = new Set<string>();
  const clock = { now: 1_000_000_000 };
  const openTab = (session = memory(), tab: string = crypto.randomUUID()) => {
    const keeper = createDraftKeeper({
      limits,
      session,
      local,
      tab,
      now: () => clock.now,
      openTabs: () => Promise.resolve(tellsTabs ? open : null),
    });
    open.add(tab);
    return {
      keeper,
      session,
      close: () => open.delete(tab),
      duplicate: () => openTab(memory([...session.map]), tab),
    };
  };
  return { openTab, clock, local };
}

test("a reload and a crash of the tab give back the draft and what was put aside", () => {
  const { openTab } = openBrowser();
  const { keeper, session } = openTab();
  keeper.save({ draft: draftOf("mine"), shelved: draftOf("older") });
  assert.deepEqual(openTab(session).keeper.own(), { draft: draftOf("mine"), shelved: draftOf("older") });
});

test("two tabs keep two drafts, and the end of one does not touch the other", () => {
  const { openTab } = openBrowser();
  const [left, right] = [openTab(), openTab()];
  left.keeper.save({ draft: draftOf("left"), shelved: null });
  right.keeper.save({ draft: draftOf("right"), shelved: null });
  right.keeper.forget();
  assert.equal(openTab(left.session).keeper.own()?.draft.prompt, "left");
  assert.equal(openTab(right.session).keeper.own(), null);
});

test("a duplicated tab goes on with a draft of its own", () => {
  const { openTab } = openBrowser();
  const first = openTab();
  first.keeper.save({ draft: draftOf("first"), shelved: null });
  const second = first.duplicate();
  assert.equal(second.keeper.own()?.draft.prompt, "first");
  second.keeper.save({ draft: draftOf("second"), shelved: null });
  assert.equal(openTab(first.session).keeper.own()?.draft.prompt, "first");
});

test("a new tab takes over the latest draft of a tab that is gone, once, and none of one that is open", async () => {
  const { openTab, clock } = openBrowser();
  for (const prompt of ["older", "latest", "in use"]) {
    clock.now += 1_000;
    const tab = openTab();
    tab.keeper.save({ draft: draftOf(prompt), shelved: null });
    if (prompt !== "in use") tab.close();
  }
  const fresh = openTab();
  assert.equal((await fresh.keeper.adopt())?.prompt, "latest");
  assert.equal((await openTab().keeper.adopt())?.prompt, "older");
  assert.equal(await openTab().keeper.adopt(), null);
});

test("a draft that was sent does not come back", async () => {
  const { openTab } = openBrowser();
  const tab = openTab();
  tab.keeper.save({ draft: draftOf("sent"), shelved: null });
  tab.keeper.forget();
  tab.close();
  assert.equal(openTab(tab.session).keeper.own(), null);
  assert.equal(await openTab().keeper.adopt(), null);
});

test("where browsers do not tell which tabs are open, a draft is left alone while it may be in use", async () => {
  const { openTab, clock } = openBrowser({ tellsTabs: false });
  openTab().keeper.save({ draft: draftOf("left"), shelved: null });
  assert.equal(await openTab().keeper.adopt(), null);
  clock.now += hourMs;
  assert.equal((await openTab().keeper.adopt())?.prompt, "left");
});

test("a draft that nobody came back to for a week goes, and what is no draft is passed over", async () => {
  const { openTab, clock, local } = openBrowser();
  const tab = openTab();
  tab.keeper.save({ draft: draftOf("old"), shelved: null });
  tab.close();
  local.setItem("clipdesk.draft.other", "{");
  clock.now += 8 * 24 * hourMs;
  assert.equal(await openTab().keeper.adopt(), null);
  assert.equal(local.map.size, 0);
});

test("barred storage costs only the keeping", async () => {
  const keeper = createDraftKeeper({
    limits,
    session: null,
    local: null,
    tab: "tab",
    now: () => 0,
    openTabs: () => Promise.resolve(null),
  });
  keeper.save({ draft: draftOf("x"), shelved: null });
  assert.equal(keeper.own(), null);
  assert.equal(await keeper.adopt(), null);
});
