"use client";
import { History } from "lucide-react";
import { Suspense, lazy, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";

const load = () => import("./prompt-history.tsx");
const PromptHistory = lazy(async () => ({ default: (await load()).PromptHistory }));

interface HistoryButtonProps {
  onUse: (prompt: string) => void;
}

/** Opens the prompts that were sent before. They are fetched, as their panel is, when somebody reaches for them. */
export function HistoryButton({ onUse }: HistoryButtonProps) {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isAway, setAway] = useState(false);
  const prepare = () => void load().catch(() => {});

  /** Only once the panel is here: one that cannot be fetched must not take the page with it. */
  async function open() {
    try {
      await load();
      setOpen(true);
      setAway(false);
    } catch {
      setAway(true);
    }
  }

  return (
    <>
      <Button
        ref={button}
        tone="quiet"
        aria-expanded={isOpen}
        icon={<History size={16} aria-hidden />}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => (isOpen ? setOpen(false) : void open())}
      >
        {text.composer.history.open}
      </Button>
      <p role="alert" className="w-full text-sm text-danger empty:hidden">
        {isAway && text.composer.history.away}
      </p>
      {isOpen && (
        <Suspense>
          <PromptHistory
            onUse={(prompt) => {
              setOpen(false);
              onUse(prompt);
            }}
            onClose={() => {
              setOpen(false);
              button.current?.focus();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
