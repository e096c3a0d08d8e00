"use client";
import { History } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Late } from "../ui/late.tsx";
import { useText } from "../text.tsx";

const load = async () => (await import("./prompt-history.tsx")).PromptHistory;

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

  return (
    <>
      <Button
        ref={button}
        tone="quiet"
        aria-expanded={isOpen}
        icon={<History size={16} aria-hidden />}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          setOpen(!isOpen);
          setAway(false);
        }}
      >
        {text.composer.history.open}
      </Button>
      <p role="alert" className="w-full text-sm text-danger empty:hidden">
        {isAway && text.composer.history.away}
      </p>
      {isOpen && (
        <Late
          load={load}
          props={{
            onUse: (prompt) => {
              setOpen(false);
              onUse(prompt);
            },
            onClose: () => {
              setOpen(false);
              button.current?.focus();
            },
          }}
          onFailure={() => {
            setOpen(false);
            setAway(true);
          }}
        />
      )}
    </>
  );
}
