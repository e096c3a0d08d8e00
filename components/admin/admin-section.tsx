import { useId } from "react";
import type { ReactNode } from "react";

interface AdminSectionProps {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

export function AdminSection({ title, lead, action, children }: AdminSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line py-6">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        {action}
        {lead !== undefined && <p className="basis-full text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
