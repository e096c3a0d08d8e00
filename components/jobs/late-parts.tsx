"use client";
import { Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ComponentProps } from "react";
import { shortcutOf } from "#lib/shortcuts.ts";
import { useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { nameHere } from "../storage.ts";
import { Late } from "../ui/late.tsx";
import { mayNotify, onSent } from "./awaiting.ts";
import { loadBulkTexts } from "./bulk-text.ts";
import { areRetriesHeld, subscribeToRetries } from "./held-retries.ts";
import type { NoticeButton } from "./notice-button.tsx";
import type { SelectionBar } from "./selection-bar.tsx";
import type { TileKeys } from "./tile-keys.tsx";

/** The parts of the sheet that most visits never use: each is fetched when its first use is at hand. */

const loadNotices = async () => {
  const [part] = await Promise.all([import("./notice-button.tsx"), loadBulkTexts()]);
  return part.NoticeButton;
};
const loadRetries = async () => {
  const [part] = await Promise.all([import("./unanswered-retries.tsx"), loadBulkTexts()]);
  return part.UnansweredRetries;
};
const loadSelection = async () => {
  const [part] = await Promise.all([import("./selection-bar.tsx"), loadBulkTexts()]);
  return part.SelectionBar;
};
const loadKeys = async () => {
  const [part] = await Promise.all([import("./tile-keys.tsx"), loadBulkTexts()]);
  return part.TileKeys;
};

export function LateNotices(props: ComponentProps<typeof NoticeButton>) {
  const isWanted = useSyncExternalStore(onSent, mayNotify, no);
  const tell = useTrouble();
  return isWanted ? (
    <Suspense>
      <Late load={loadNotices} props={props} onFailure={tell} />
    </Suspense>
  ) : null;
}

export function LateRetries() {
  const { person } = useVisitor();
  // On the disk by the time that somebody retries a job.
  useEffect(() => void nameHere(person), [person]);
  const isWanted = useSyncExternalStore(subscribeToRetries, areRetriesHeld, no);
  const tell = useTrouble();
  return isWanted ? (
    <Suspense>
      <Late load={loadRetries} props={{}} onFailure={tell} />
    </Suspense>
  ) : null;
}

export function LateSelection(props: ComponentProps<typeof SelectionBar>) {
  const tell = useTrouble();
  function giveUp() {
    tell();
    props.selection.clear();
  }
  return props.selection.jobs.length > 0 ? (
    <Suspense>
      <Late load={loadSelection} props={props} onFailure={giveUp} />
    </Suspense>
  ) : null;
}

export function LateKeys(props: Omit<ComponentProps<typeof TileKeys>, "takePresses">) {
  const [isWanted, setWanted] = useState(false);
  const isThere = useRef(false);
  const presses = useRef<KeyboardEvent[]>([]);
  const tell = useTrouble();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isThere.current || event.defaultPrevented || shortcutOf(event) === null) return;
      presses.current.push(event);
      setWanted(true);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const takePresses = useCallback(() => {
    isThere.current = true;
    return presses.current.splice(0);
  }, []);
  function giveUp() {
    tell();
    presses.current = [];
    setWanted(false);
  }
  return isWanted ? <Late load={loadKeys} props={{ ...props, takePresses }} onFailure={giveUp} /> : null;
}

function useTrouble(): () => void {
  const text = useText();
  return () => toast(text.problems.unreachablePart, { tone: "danger" });
}

function no(): boolean {
  return false;
}
