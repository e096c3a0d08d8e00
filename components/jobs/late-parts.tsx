"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ComponentProps } from "react";
import { shortcutOf } from "#lib/shortcuts.ts";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Late } from "../ui/late.tsx";
import { mayNotify, onSent } from "./awaiting.ts";
import { areRetriesHeld, subscribeToRetries } from "./held-retries.ts";
import type { NoticeButton } from "./notice-button.tsx";
import type { SelectionBar } from "./selection-bar.tsx";
import type { TileKeys } from "./tile-keys.tsx";

/** The parts of the sheet that most visits never use: each is fetched when its first use is at hand. */

const loadNotices = async () => (await import("./notice-button.tsx")).NoticeButton;
const loadRetries = async () => (await import("./unanswered-retries.tsx")).UnansweredRetries;
const loadSelection = async () => (await import("./selection-bar.tsx")).SelectionBar;
const loadKeys = async () => (await import("./tile-keys.tsx")).TileKeys;

export function LateNotices(props: ComponentProps<typeof NoticeButton>) {
  const isWanted = useSyncExternalStore(onSent, mayNotify, no);
  const tell = useTrouble();
  return isWanted ? <Late load={loadNotices} props={props} onFailure={tell} /> : null;
}

export function LateRetries() {
  const isWanted = useSyncExternalStore(subscribeToRetries, areRetriesHeld, no);
  const tell = useTrouble();
  return isWanted ? <Late load={loadRetries} props={{}} onFailure={tell} /> : null;
}

export function LateSelection(props: ComponentProps<typeof SelectionBar>) {
  const tell = useTrouble();
  function giveUp() {
    tell();
    props.selection.clear();
  }
  return props.selection.jobs.length > 0 ? <Late load={loadSelection} props={props} onFailure={giveUp} /> : null;
}

export function LateKeys(props: Omit<ComponentProps<typeof TileKeys>, "firstPress">) {
  const [firstPress, setFirstPress] = useState<KeyboardEvent | null>(null);
  const tell = useTrouble();
  useEffect(() => {
    if (firstPress !== null) return;
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && shortcutOf(event) !== null) setFirstPress(event);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [firstPress]);
  function giveUp() {
    tell();
    setFirstPress(null);
  }
  return firstPress === null ? null : <Late load={loadKeys} props={{ ...props, firstPress }} onFailure={giveUp} />;
}

function useTrouble(): () => void {
  const text = useText();
  return () => toast(text.problems.unreachablePart, { tone: "danger" });
}

function no(): boolean {
  return false;
}
