"use client";
import { CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { Late } from "../ui/late.tsx";
import { useShortcuts } from "../use-shortcuts.ts";

const load = async () => (await import("../help/help-dialog.tsx")).HelpDialog;

export function HelpButton() {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);

  function open() {
    setWanted(true);
    setOpen(true);
  }

  function giveUp() {
    setWanted(false);
    toast(text.problems.unreachablePart, { tone: "danger" });
  }

  useShortcuts({ help: open });
  return (
    <>
      <Button
        tone="quiet"
        aria-label={text.help.open}
        aria-haspopup="dialog"
        icon={<CircleQuestionMark size={18} aria-hidden />}
        onClick={open}
      />
      {isWanted && <Late load={load} onFailure={giveUp} props={{ isOpen, onClose: () => setOpen(false) }} />}
    </>
  );
}
