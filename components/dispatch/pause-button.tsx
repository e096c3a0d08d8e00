"use client";
import { Pause } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { refusalOf } from "../reason.ts";
import { useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { useDispatch } from "./use-dispatch.ts";

/** The quiet brake; once it is pulled, the banner at the top has the way back. */
export function PauseButton() {
  const text = useText();
  const { role } = useVisitor();
  const { dispatch, setPaused, isChanging, error } = useDispatch();
  if (role !== "admin" || dispatch === undefined || dispatch.paused) return null;
  return (
    <>
      <span role="alert" className="text-sm text-danger empty:hidden">
        {refusalOf(error, text)}
      </span>
      <Button tone="quiet" icon={<Pause size={16} aria-hidden />} isBusy={isChanging} onClick={() => setPaused(true)}>
        {text.dispatch.pause}
      </Button>
    </>
  );
}
