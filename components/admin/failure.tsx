"use client";
import { useAdminText } from "./use-admin.ts";

/** What went wrong with the last change, for eyes and ears. */
export function Failure({ error }: { error: Error | null }) {
  const text = useAdminText();
  return (
    <p role="alert" className="mt-1 text-sm text-danger wrap-anywhere empty:hidden">
      {error === null ? null : text.failed(error.message)}
    </p>
  );
}
