"use client";
import { refusalOf } from "../reason.ts";
import { useText } from "../text.tsx";

/** What went wrong with the last change, for eyes and ears. */
export function Failure({ error }: { error: Error | null }) {
  const text = useText();
  return (
    <p role="alert" className="mt-1 text-sm text-danger wrap-anywhere empty:hidden">
      {refusalOf(error, text)}
    </p>
  );
}
