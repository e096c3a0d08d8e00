"use client";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { addPerson } from "#lib/people-api.ts";
import type { NewPasscode } from "#lib/person.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { Failure } from "./failure.tsx";
import { useAdminText, useChange } from "./use-admin.ts";

export function NewPersonForm({ onMade }: { onMade: (made: NewPasscode) => void }) {
  const text = useAdminText();
  const [name, setName] = useState("");
  const [isAdmin, setAdmin] = useState(false);
  const add = useChange(
    () => addPerson(name, isAdmin ? "admin" : "member"),
    (made) => {
      setName("");
      setAdmin(false);
      onMade(made);
    },
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!add.isPending) add.mutate(undefined);
  }
  return (
    <form onSubmit={submit}>
      <div className="flex flex-wrap items-center gap-2">
        <input
          aria-label={text.people.name}
          placeholder={text.people.name}
          required
          maxLength={64}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          className={`${inputClass} touch max-w-80 flex-1 basis-48`}
        />
        <label className="touch flex items-center gap-2 px-1">
          <input type="checkbox" checked={isAdmin} onChange={(event) => setAdmin(event.target.checked)} />
          {text.people.isAdmin}
        </label>
        <Button type="submit" icon={<UserRoundPlus size={16} aria-hidden />} isBusy={add.isPending}>
          {text.people.add}
        </Button>
      </div>
      <Failure error={add.error} />
    </form>
  );
}
