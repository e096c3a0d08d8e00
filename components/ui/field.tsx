import type { ReactNode } from "react";

export const inputClass =
  "touch w-full rounded border border-edge bg-surface px-3 py-2 text-base pointer-coarse:text-[16px] placeholder:text-muted " +
  "aria-invalid:border-danger";

/** The ids of what describes a field; undefined when nothing does. */
export function describedBy(...ids: (string | false | undefined)[]): string | undefined {
  const present = ids.filter((id) => id !== false && id !== undefined);
  return present.length === 0 ? undefined : present.join(" ");
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 text-sm text-muted">
      {children}
    </p>
  );
}

export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p id={id} className="mt-1 text-sm font-medium text-danger wrap-anywhere">
      {message}
    </p>
  );
}
