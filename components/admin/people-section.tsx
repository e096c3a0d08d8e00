"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { peopleQuery } from "#lib/people-api.ts";
import type { NewPasscode } from "#lib/person.ts";
import { AdminSection } from "./admin-section.tsx";
import { NewPersonForm } from "./new-person-form.tsx";
import { PasscodeBanner } from "./passcode-banner.tsx";
import { PersonRow } from "./person-row.tsx";
import { useAdminText } from "./use-admin.ts";

/** @param isOpen nobody signs in: the people are here for when that changes */
export function PeopleSection({ isOpen }: { isOpen: boolean }) {
  const text = useAdminText();
  const { data } = useQuery(peopleQuery());
  const [made, setMade] = useState<NewPasscode | null>(null);
  const people = data?.people ?? [];
  return (
    <AdminSection title={text.people.title} lead={isOpen ? text.people.openNote : undefined}>
      {made !== null && <PasscodeBanner made={made} onDone={() => setMade(null)} />}
      {people.length === 0 ? (
        <p className="mb-4 text-muted">{data === undefined ? text.loading : text.people.none}</p>
      ) : (
        <ul className="mb-4 divide-y divide-line">
          {people.map((person) => (
            <PersonRow key={person.name} person={person} onPasscode={setMade} />
          ))}
        </ul>
      )}
      <NewPersonForm onMade={setMade} />
    </AdminSection>
  );
}
