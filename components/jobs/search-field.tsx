"use client";
import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { writeFilter } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import { searchMax } from "#lib/job-words.ts";
import { useText } from "../text.tsx";
import { inputClass } from "../ui/field.tsx";
import { useShortcuts } from "../use-shortcuts.ts";

const pauseMs = 250;

/** Searches when the typing rests. While an input method puts a word together, nothing is searched: it is no word yet. */
export function SearchField({ filter }: { filter: JobFilter }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.q);
  const [isComposing, setComposing] = useState(false);
  const [shown, setShown] = useState(filter.q);
  const [sought, setSought] = useState<readonly string[]>([]);
  // Back, forward and "show all" change the address from outside, and the field follows. What was sought here comes back
  // a moment later, and must not take what was typed since.
  if (shown !== filter.q) {
    setShown(filter.q);
    setSought(sought.slice(sought.indexOf(filter.q) + 1));
    if (!sought.includes(filter.q) && typed.trim() !== filter.q) setTyped(filter.q);
  }

  // What was typed before the script came, which React does not hear of.
  useLayoutEffect(() => setTyped((typed) => input.current?.value ?? typed), []);

  const search = useEffectEvent((q: string) => {
    setSought((before) => [...before, q]);
    const address = writeFilter({ ...filter, q }, window.location.search);
    // One search is one step for Back, however many letters it took.
    if (filter.q === "") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  });
  useEffect(() => {
    const q = typed.trim();
    if (isComposing || q === shown) return;
    const timer = setTimeout(() => search(q), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, isComposing, shown]);
  useShortcuts({
    search: () => {
      input.current?.focus();
      input.current?.select();
    },
  });

  return (
    <label className="relative min-w-40 flex-1 sm:max-w-64">
      <span className="sr-only">{text.jobs.search}</span>
      <Search size={16} aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="search"
        value={typed}
        maxLength={searchMax}
        placeholder={text.jobs.search}
        aria-keyshortcuts="/"
        className={`${inputClass} py-1! pl-9! text-sm!`}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
    </label>
  );
}
