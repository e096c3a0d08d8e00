"use client";
import { useQuery } from "@tanstack/react-query";
import { makersQuery } from "#lib/api.ts";
import { useHydrated } from "../clock.tsx";
import { useText } from "../text.tsx";
import { useVisitor } from "./visitor.tsx";

interface MakerFilterProps {
  /** Null: everybody's jobs. */
  by: string | null;
  onChoose: (by: string | null) => void;
}

/** Whose jobs the list shows. Where nobody signs in there is nobody to choose. */
export function MakerFilter({ by, onChoose }: MakerFilterProps) {
  const { people: text } = useText();
  const { person } = useVisitor();
  const isReady = useHydrated();
  const { data } = useQuery({ ...makersQuery(), enabled: person !== null });
  if (person === null && by === null) return null;
  // Whoever the address names is a choice, even with no job to show.
  const names = new Set([...(person === null ? [] : [person]), ...(by === null ? [] : [by]), ...(data?.makers ?? [])]);
  return (
    <select
      aria-label={text.by}
      value={by ?? ""}
      disabled={!isReady}
      onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
      className="touch max-w-48 rounded border border-edge bg-surface px-2 text-sm pointer-coarse:text-[16px]"
    >
      <option value="">{text.byEverybody}</option>
      {[...names].map((name) => (
        <option key={name} value={name}>
          {name === person ? text.you(name) : name}
        </option>
      ))}
    </select>
  );
}
