"use client";
import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { ApiProblem, jobQuery } from "#lib/api.ts";
import { draftOf } from "#lib/draft.ts";
import type { Limits } from "#lib/job.ts";
import { readAgain, readPrefill, withoutPrefill } from "#lib/prefill.ts";
import { useText } from "../text.tsx";
import { createComposerStore } from "./composer-store.ts";
import type { ComposerState, ComposerStore } from "./composer-store.ts";

export type AgainTrouble = "missing" | "unreachable";

interface ComposerUse {
  composer: ComposerStore;
  /** Why the job of `?again=` could not be used. */
  trouble: AgainTrouble | null;
  /** Its address still stands in the bar, so that a reload tries again too. */
  retry: () => void;
}

/** The form's store. A link that fills the form is drawn by the server already, so that nothing moves when the script comes. */
export function useComposer(limits: Limits): ComposerUse {
  const text = useText();
  const search = useSearchParams();
  const path = usePathname();
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<AgainTrouble | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { notOffered } = text.composer;
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const drawn = useRef<URLSearchParams | null>(params);
  const [composer] = useState(() => createComposerStore(limits, drawnState(params, limits, notOffered)));

  useEffect(() => {
    const wish = readPrefill(params);
    const isDrawn = drawn.current === params;
    drawn.current = null;
    if (wish === null) return;
    if (!isDrawn) composer.fill(wish, "link", notOffered);
    // A moment later: at the first drawing the router does not listen yet, and would put the old address back.
    const timer = setTimeout(() => window.history.replaceState(null, "", withoutPrefill(path, params)));
    return () => clearTimeout(timer);
  }, [composer, params, path, notOffered]);

  const again = readAgain(params);
  useEffect(() => {
    if (again === null) return;
    const leaving = new AbortController();
    const isHere = () => !leaving.signal.aborted;
    client
      .fetchQuery({ ...jobQuery(again), staleTime: Number.POSITIVE_INFINITY })
      .then(({ job: { prompt, aspect_ratio, size, images } }) => {
        if (!isHere()) return;
        setTrouble(null);
        composer.fill({ prompt, aspect_ratio, size, images }, "job", notOffered);
        window.history.replaceState(null, "", withoutPrefill(path, new URLSearchParams(window.location.search)));
      })
      .catch((error: unknown) => {
        if (isHere()) setTrouble(error instanceof ApiProblem && error.status === 404 ? "missing" : "unreachable");
      });
    return () => leaving.abort();
  }, [again, attempt, client, composer, path, notOffered]);

  return { composer, trouble: again === null ? null : trouble, retry: () => setAttempt((count) => count + 1) };
}

function drawnState(search: URLSearchParams, limits: Limits, notOffered: (value: string) => string): ComposerState {
  const wish = readPrefill(search);
  const { draft, unoffered } = draftOf(wish ?? {}, limits);
  return {
    draft,
    errors: Object.fromEntries(Object.entries(unoffered).map(([name, value]) => [name, notOffered(value)])),
    origin: wish === null ? null : "link",
    shelved: null,
    insisted: [],
  };
}
