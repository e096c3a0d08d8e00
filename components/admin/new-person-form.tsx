"use client";
import { UserRoundPlus } from "lucide-react";
import { useRef } from "react";
import type { SubmitEvent } from "react";
import { textIn } from "#lib/form-text.ts";
import { addPerson } from "#lib/people-api.ts";
import type { NewPasscode, Role } from "#lib/person.ts";
import { useHydrated } from "../clock.tsx";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { Failure } from "./failure.tsx";
import { useAdminText, useChange } from "./use-admin.ts";

/** The fields keep what stands in them themselves: what was typed before the script came counts too. */
export function NewPersonForm({ onMade }: { onMade: (made: NewPasscode) => void }) {
  const text = useAdminText();
  const isReady = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const add = useChange(
    ({ name, role }: { name: string; role: Role }) => addPerson(name, role),
    (made) => {
      form.current?.reset();
      onMade(made);
    },
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    if (!add.isPending) add.mutate({ name: textIn(fields, "name"), role: fields.has("admin") ? "admin" : "member" });
  }
  return (
    <form ref={form} onSubmit={submit}>
      <div className="flex flex-wrap items-center gap-2">
        <input
          name="name"
          aria-label={text.people.name}
          placeholder={text.people.name}
          required
          maxLength={64}
          autoComplete="off"
          className={`${inputClass} touch max-w-80 flex-1 basis-48`}
        />
        <label className="touch flex items-center gap-2 px-1">
          <input name="admin" type="checkbox" />
          {text.people.isAdmin}
        </label>
        <Button type="submit" icon={<UserRoundPlus size={16} aria-hidden />} isBusy={add.isPending} disabled={!isReady}>
          {text.people.add}
        </Button>
      </div>
      <Failure error={add.error} />
    </form>
  );
}
