"use client";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { changePerson, makePasscode, removePerson } from "#lib/people-api.ts";
import type { NewPasscode, Person, PersonChange } from "#lib/person.ts";
import { useVisitor } from "../people/visitor.tsx";
import { Ago } from "../times.tsx";
import { Button } from "../ui/button.tsx";
import { MenuButton } from "../ui/menu-button.tsx";
import { CapForm } from "./cap-form.tsx";
import { Failure } from "./failure.tsx";
import { useAdminText, useChange } from "./use-admin.ts";

type Asked = "limit" | "remove" | "passcode" | null;

export function PersonRow({ person, onPasscode }: { person: Person; onPasscode: (made: NewPasscode) => void }) {
  const { people: text, cancel } = useAdminText();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const change = useChange((wish: PersonChange) => changePerson(person.name, wish), close);
  const remove = useChange(() => removePerson(person.name), close);
  const passcode = useChange(
    () => makePasscode(person.name),
    (made) => {
      close();
      onPasscode(made);
    },
  );
  const { role, is_revoked } = person;
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <PersonFacts person={person} />
        <MenuButton
          align="end"
          aria-label={text.actions(person.name)}
          icon={<Ellipsis size={18} aria-hidden />}
          isBusy={change.isPending || remove.isPending || passcode.isPending}
          items={[
            {
              label: role === "admin" ? text.makeMember : text.makeAdmin,
              onSelect: () => change.mutate({ role: role === "admin" ? "member" : "admin" }),
            },
            { label: text.ownLimit, onSelect: () => setAsked("limit") },
            { label: text.newPasscode, onSelect: () => setAsked("passcode") },
            {
              label: is_revoked ? text.readmit : text.revoke,
              onSelect: () => change.mutate({ is_revoked: !is_revoked }),
            },
            { label: text.remove, isDangerous: true, onSelect: () => setAsked("remove") },
          ]}
        />
      </div>
      {asked === "limit" && (
        <CapForm
          label={text.limitOf(person.name)}
          hint={text.limitHint}
          value={person.jobs_per_day}
          isBusy={change.isPending}
          onSave={(cap) => change.mutate({ jobs_per_day: cap })}
          onCancel={close}
        />
      )}
      {(asked === "remove" || asked === "passcode") && (
        <div role="group" className="mt-1 flex flex-wrap items-center gap-2">
          <p>{asked === "remove" ? text.confirmRemove(person.name) : text.confirmPasscode(person.name)}</p>
          <Button
            tone={asked === "remove" ? "danger" : "outline"}
            onClick={() => (asked === "remove" ? remove.mutate(undefined) : passcode.mutate(undefined))}
          >
            {asked === "remove" ? text.remove : text.newPasscode}
          </Button>
          <Button tone="quiet" onClick={close}>
            {cancel}
          </Button>
        </div>
      )}
      <Failure error={change.error ?? remove.error ?? passcode.error} />
    </li>
  );
}

function PersonFacts({ person }: { person: Person }) {
  const { people: text } = useAdminText();
  const visitor = useVisitor();
  return (
    <div className="min-w-0 flex-1 wrap-anywhere">
      <p className="font-medium">
        {person.name}
        {person.name === visitor.person && <span className="text-muted"> ({text.you})</span>}
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{text.roles[person.role]}</span>
        <span>{text.today(person.jobs_today, person.jobs_per_day)}</span>
        {person.is_revoked && <span className="text-danger">{text.revoked}</span>}
        {!person.has_passcode && <span>{text.noPasscode}</span>}
        {person.last_seen_at !== null && (
          <span>
            {text.seen} <Ago at={person.last_seen_at} />
          </span>
        )}
      </p>
    </div>
  );
}
