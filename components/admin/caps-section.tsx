"use client";
import { useQuery } from "@tanstack/react-query";
import { formatPrice } from "#lib/format.ts";
import { capsQuery, changeCaps } from "#lib/people-api.ts";
import { useText } from "../text.tsx";
import { AdminSection } from "./admin-section.tsx";
import { CapForm } from "./cap-form.tsx";
import { Failure } from "./failure.tsx";
import { useAdminText, useChange } from "./use-admin.ts";

export function CapsSection() {
  const { locale } = useText();
  const { caps: text, loading } = useAdminText();
  const { data } = useQuery(capsQuery());
  const change = useChange(changeCaps);
  if (data === undefined) return <AdminSection title={text.title}>{loading}</AdminSection>;
  const { set_here, settings, jobs_today, time_zone, price } = data;
  return (
    <AdminSection title={text.title} lead={text.used(jobs_today)}>
      <div className="grid gap-4 md:grid-cols-2">
        <CapForm
          key={`all ${set_here.jobs_per_day}`}
          label={text.perDay}
          hint={text.hint(settings.jobs_per_day)}
          value={set_here.jobs_per_day}
          isBusy={change.isPending}
          onSave={(cap) => change.mutate({ jobs_per_day: cap })}
        />
        <CapForm
          key={`each ${set_here.jobs_per_person_per_day}`}
          label={text.perPerson}
          hint={text.hint(settings.jobs_per_person_per_day)}
          value={set_here.jobs_per_person_per_day}
          isBusy={change.isPending}
          onSave={(cap) => change.mutate({ jobs_per_person_per_day: cap })}
        />
      </div>
      <Failure error={change.error} />
      <p className="mt-3 text-sm text-muted">
        {text.rule(time_zone)} {price !== null && text.price(formatPrice(1, price, locale))}
      </p>
    </AdminSection>
  );
}
