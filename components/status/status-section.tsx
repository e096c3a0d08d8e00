import { Fragment, useId } from "react";
import type { ReactNode } from "react";

interface StatusSectionProps {
  title: string;
  /** What has no value is left out. */
  facts: readonly (readonly [name: string, value: ReactNode])[];
  /** The names are words of the settings. */
  isCode?: boolean;
}

export function StatusSection({ title, facts, isCode = false }: StatusSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line py-6">
      <h2 id={id} className="mb-3 text-lg font-semibold">
        {title}
      </h2>
      {/* The names of settings are long: on a phone each stands above its value. */}
      <dl
        className={`grid gap-x-6 gap-y-1 sm:grid-cols-[17rem_minmax(0,1fr)] ${isCode ? "" : "grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"}`}
      >
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt className={isCode ? "font-mono text-sm text-muted" : "text-muted"}>{name}</dt>
              <dd className={isCode ? "mb-2 font-mono text-sm wrap-anywhere sm:mb-0" : "wrap-anywhere"}>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}
