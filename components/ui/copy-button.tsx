"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

interface CopyButtonProps {
  value: string;
  /** What the button does, for those who do not see what it stands beside. */
  name: string;
  /** Stands on the button instead of "Copy". */
  label?: string;
  words: { copy: string; copied: string; notCopied: string };
}

const resetAfterMs = 2_000;

export function CopyButton({ value, name, label, words }: CopyButtonProps) {
  const [state, setState] = useState<"copy" | "copied" | "notCopied">("copy");
  useEffect(() => {
    if (state === "copy") return;
    const timer = setTimeout(() => setState("copy"), resetAfterMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setState("copied");
    } catch {
      // A plain http address that is not localhost has no clipboard; the text can still be selected by hand.
      setState("notCopied");
    }
  }

  return (
    <>
      <Button
        tone="quiet"
        aria-label={name}
        icon={state === "copied" ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onClick={() => void copy()}
      >
        {state === "copy" ? (label ?? words.copy) : words[state]}
      </Button>
      <span role="status" className="sr-only">
        {state === "copy" ? "" : words[state]}
      </span>
    </>
  );
}
