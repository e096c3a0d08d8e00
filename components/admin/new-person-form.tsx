"use client";
import { UserRoundPlus } from "lucide-react";
import { useId, useRef } from "react";
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
  const id = useId();
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
      <label htmlFor={id} className="mb-1 block font-medium">
        {text.people.name}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          name="name"
          required
          maxLength={64}
          autoComplete="off"
          className={`${inputClass} max-w-80 flex-1 basis-56`}
        />
        <label className="touch flex items-center gap-2 pr-1">
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
