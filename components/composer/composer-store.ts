/**
 * What stands in the form and what is wrong with it: outside of React, because the sheet of jobs fills the form too and
 * must not be drawn again by every key. Knows no words and no server.
 */
import { draftOf, isBlank, isSameDraft, openDraft, requestOf, samenessOf } from "#lib/draft.ts";
import type { Draft, Wish } from "#lib/draft.ts";
import type { DraftKeeper } from "#lib/draft-keeper.ts";
import type { Limits, Submission } from "#lib/job.ts";
import { newKey } from "../storage.ts";

/** By field: `prompt`, `line.3`, `aspect_ratio`, `size`, `images`, `images.0`, `count`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Where the form was filled from, when it was not by hand. */
export type Origin = "link" | "job" | "refused";

export interface ComposerState {
  draft: Draft;
  errors: FieldErrors;
  origin: Origin | null;
  /** What had to yield, until it is brought back or let go. */
  shelved: Draft | null;
  /** Images that the person wants to send although they break a rule. */
  insisted: readonly string[];
}

/** Requests without an answer. They wait in the outbox; in the form they would be sent a second time. */
export interface Waiting {
  own: () => readonly Submission[];
  /** With those of tabs that are gone. */
  all: () => Promise<readonly Submission[]>;
}

export interface ComposerStore {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => ComposerState;
  /** Once, when the script takes the page over: what was typed into it and what this tab had before. */
  open: (inPage: Draft, keeper: DraftKeeper, waiting: Waiting) => void;
  edit: (change: Partial<Draft>) => void;
  /** Changes the rows as they are now, whenever that is; answers with the new ones. */
  editImages: (change: (images: readonly string[]) => readonly string[]) => readonly string[];
  /** Replaces what is there; a draft that would be lost is shelved. */
  fill: (wish: Wish, origin: Origin | null, notOffered: (value: string) => string) => void;
  /** Only the prompt: from the samples and the history. Where every line is one, it becomes a further line. */
  fillPrompt: (prompt: string) => void;
  /** Told of every filling that a person asked for on this page. */
  onFilled: (listener: () => void) => () => void;
  unshelve: () => void;
  dropShelved: () => void;
  clear: () => void;
  insist: (url: string) => void;
  fail: (errors: FieldErrors) => void;
  /** Whether what stands in the form now asks for the same videos. */
  asksFor: (body: Submission) => boolean;
  /** A request that was refused after the form had moved on: back into the form, or beside it when it is in use. */
  takeBack: (body: Submission, errors: FieldErrors) => void;
  /** The server has taken this request: what stands here of it is no draft any more. */
  sent: (body: Submission) => void;
  /** The server has answered for this key: the next press is another intent. */
  closeKey: (key: string) => void;
}

export function createComposerStore(limits: Limits, drawn: ComposerState): ComposerStore {
  const blank = draftOf({}, limits).draft;
  let state = drawn;
  let keeper: DraftKeeper | null = null;
  /** What was sent last: to be sent once more by a press, but not to be kept. */
  let lastSent: string | null = null;
  const listeners = new Set<() => void>();
  const fillListeners = new Set<() => void>();

  function update(change: Partial<ComposerState>) {
    state = { ...state, ...change };
    if (state.draft.key === undefined) state = { ...state, draft: { ...state.draft, key: newKey() } };
    keep();
    for (const listener of listeners) listener();
  }

  function keep() {
    const isKept = !isSent(state.draft) && !isSameDraft(state.draft, blank);
    if (isKept || state.shelved !== null) {
      keeper?.save({ draft: isKept ? state.draft : blank, shelved: state.shelved });
    } else keeper?.forget();
  }

  function filled(change: Partial<ComposerState>) {
    update(change);
    for (const listener of fillListeners) listener();
  }

  function isSent(draft: Draft): boolean {
    return lastSent !== null && samenessOf(requestOf(draft).body) === lastSent;
  }

  /** What would be missed if the form were filled with something else now. */
  function yielding(next: Draft): Draft | null {
    const { draft, shelved } = state;
    return isBlank(draft) || isSent(draft) || isSameDraft(draft, next) ? shelved : draft;
  }

  function edit(change: Partial<Draft>) {
    update({
      draft: { ...state.draft, ...change, key: undefined },
      errors: without(state.errors, Object.keys(change)),
      origin: state.origin === "refused" ? null : state.origin,
    });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => state,
    open(inPage, ownKeeper, waiting) {
      keeper = ownKeeper;
      // Rows come and go by script only, so fewer than were drawn means that theirs is still on its way.
      const areRowsDrawn = inPage.images.length === drawn.draft.images.length;
      const found = areRowsDrawn ? inPage : { ...inPage, images: drawn.draft.images };
      const own = ownKeeper.own();
      const kept = own !== null && !isAmong(waiting.own(), own.draft) ? own.draft : null;
      const { draft, shelved } = openDraft({ drawn: drawn.draft, isPrefilled: drawn.origin !== null, found, kept });
      update({ draft, shelved: shelved ?? own?.shelved ?? null });
      if (kept !== null) return;
      void Promise.all([waiting.all(), ownKeeper.adopt()]).then(([all, left]) => {
        if (left === null || isAmong(all, left)) return;
        // Whoever came with a link, or has begun to type, gets it on the shelf.
        update(isSameDraft(state.draft, blank) ? { draft: left } : { shelved: state.shelved ?? left });
      });
    },
    edit,
    editImages(change) {
      edit({ images: change(state.draft.images) });
      return state.draft.images;
    },
    fill(wish, origin, notOffered) {
      const { draft, unoffered } = draftOf(wish, limits);
      const errors = Object.fromEntries(Object.entries(unoffered).map(([name, value]) => [name, notOffered(value)]));
      filled({ draft, errors, origin, shelved: yielding(draft) });
    },
    fillPrompt(prompt) {
      const { per_line, prompt: before } = state.draft;
      if (per_line && before.trim() !== "" && !/[\r\n]/.test(prompt)) {
        edit({ prompt: `${before.trimEnd()}\n${prompt}` });
        return filled({});
      }
      const draft = { ...state.draft, prompt, per_line: false, key: undefined };
      const shelved = state.draft.prompt.trim() === "" ? state.shelved : yielding(draft);
      filled({ draft, errors: without(state.errors, ["prompt"]), origin: null, shelved });
    },
    onFilled(listener) {
      fillListeners.add(listener);
      return () => fillListeners.delete(listener);
    },
    unshelve() {
      if (state.shelved === null) return;
      const draft = state.shelved;
      const shelved = isBlank(state.draft) || isSent(state.draft) ? null : state.draft;
      filled({ draft, shelved, errors: {}, origin: null });
    },
    dropShelved: () => update({ shelved: null }),
    clear: () => update({ draft: blank, errors: {}, origin: null, insisted: [], shelved: yielding(blank) }),
    insist: (url) => update({ insisted: [...state.insisted, url], errors: without(state.errors, ["images"]) }),
    fail: (errors) => update({ errors }),
    asksFor: (body) => isAmong([body], state.draft),
    takeBack(body, errors) {
      const { draft } = draftOf(body, limits);
      if (isBlank(state.draft) || isSameDraft(state.draft, draft)) update({ draft, errors, origin: "refused" });
      else update({ shelved: draft, origin: "refused" });
    },
    sent(body) {
      lastSent = samenessOf(body);
      update({ origin: null });
    },
    closeKey(key) {
      if (state.draft.key === key) update({ draft: { ...state.draft, key: undefined } });
    },
  };
}

function isAmong(requests: readonly Submission[], draft: Draft): boolean {
  const sameness = samenessOf(requestOf(draft).body);
  return requests.some((request) => samenessOf(request) === sameness);
}

function without(errors: FieldErrors, fields: readonly string[]): FieldErrors {
  const areas = fields.flatMap((field) => (field === "prompt" || field === "per_line" ? ["prompt", "line"] : [field]));
  return Object.fromEntries(Object.entries(errors).filter(([name]) => !areas.includes(name.split(".")[0] ?? "")));
}
