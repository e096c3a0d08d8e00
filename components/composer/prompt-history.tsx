"use client";
import { Star, Trash2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { findPrompts, forgetPrompt, forgetUnstarred, readHistory, starPrompt } from "#lib/prompt-history.ts";
import type { PastPrompt } from "#lib/prompt-history.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";
import { deskStorage } from "../storage.ts";

interface PromptHistoryProps {
  onUse: (prompt: string) => void;
  onClose: () => void;
}

/** What was sent from this browser: the starred first, the latest before the older. */
export function PromptHistory({ onUse, onClose }: PromptHistoryProps) {
  const words = useText().composer.history;
  const [past, setPast] = useState(() => readHistory(deskStorage()));
  const [sought, setSought] = useState("");
  const [said, setSaid] = useState("");
  const find = useRef<HTMLInputElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => (find.current ?? close.current)?.focus(), []);
  const found = findPrompts(past, sought).toSorted((a, b) => Number(b.starred) - Number(a.starred));

  function forget(next: PastPrompt[]) {
    setPast(next);
    setSaid(words.forgotten);
    // What was pressed is gone, and a keyboard would be thrown back to the top of the page.
    requestAnimationFrame(() => (find.current ?? close.current)?.focus());
  }

  function noticeKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // or it would clear the selection of jobs, too
      onClose();
    }
    // Enter in this field looks for a prompt, and must not send one.
    if (event.key === "Enter" && event.target === find.current) event.preventDefault();
  }

  return (
    // The keys come up from the fields and buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={words.open}
      className="mt-1 w-full rounded border border-line bg-surface p-2"
      onKeyDown={noticeKey}
    >
      <div className="flex items-center justify-between gap-2">
        <p className="text-xs text-muted">{words.title}</p>
        <Button
          ref={close}
          tone="quiet"
          aria-label={words.close}
          icon={<X size={16} aria-hidden />}
          onClick={onClose}
        />
      </div>
      {past.length === 0 ? (
        <p className="py-2 text-sm text-muted">{words.empty}</p>
      ) : (
        <input
          ref={find}
          type="search"
          value={sought}
          aria-label={words.find}
          placeholder={words.find}
          className={`${inputClass} mt-1 py-1! text-sm!`}
          onChange={(event) => {
            setSought(event.target.value);
            setSaid(words.found(findPrompts(past, event.target.value).length));
          }}
        />
      )}
      {past.length > 0 && found.length === 0 && <p className="py-2 text-sm text-muted">{words.nothingFound}</p>}
      <ul className="mt-1 max-h-72 divide-y divide-line overflow-y-auto">
        {found.map(({ prompt, starred }) => (
          <li key={prompt} className="flex items-start gap-0.5 py-0.5">
            <button
              type="button"
              className="touch min-w-0 flex-1 rounded px-1 py-1 text-left text-sm transition-colors hover:bg-mat"
              onClick={() => onUse(prompt)}
            >
              <span className="line-clamp-2 whitespace-pre-wrap wrap-anywhere">{prompt}</span>
            </button>
            <Button
              tone="quiet"
              aria-pressed={starred}
              aria-label={words.star}
              className={starred ? "text-accent!" : ""}
              icon={<Star size={16} aria-hidden fill={starred ? "currentColor" : "none"} />}
              onClick={() => setPast(starPrompt(deskStorage(), prompt, !starred))}
            />
            <Button
              tone="quiet"
              aria-label={words.forget}
              icon={<Trash2 size={16} aria-hidden />}
              onClick={() => forget(forgetPrompt(deskStorage(), prompt))}
            />
          </li>
        ))}
      </ul>
      {past.some(({ starred }) => !starred) && (
        <Button tone="quiet" className="-ml-1 text-xs" onClick={() => forget(forgetUnstarred(deskStorage()))}>
          {words.forgetUnstarred}
        </Button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}
