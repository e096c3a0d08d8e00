"use client";
import { useText } from "../text.tsx";
import { Ago, Timestamp } from "../times.tsx";
import { Button } from "../ui/button.tsx";
import { RenewForm } from "./renew-form.tsx";

interface AccountViewProps {
  person: string;
  room: { jobs_today: number; jobs_per_day: number | null };
  /** Null where a proxy signs people in. */
  sessions: readonly { created_at: string; seen_at: string; is_this: boolean }[] | null;
}

export function AccountView({ person, room, sessions }: AccountViewProps) {
  const { account: text } = useText().people;
  return (
    <>
      <h1 className="pt-6 text-xl font-semibold">{person}</h1>
      <p className="pb-6 text-muted">{text.today(room.jobs_today, room.jobs_per_day)}</p>
      {sessions !== null && (
        <>
          <section aria-labelledby="sessions-title" className="border-t border-line py-6">
            <h2 id="sessions-title" className="mb-3 text-lg font-semibold">
              {text.sessions}
            </h2>
            <ul className="mb-3 divide-y divide-line">
              {sessions.map(({ created_at, seen_at, is_this }) => (
                <li key={created_at} className="flex flex-wrap gap-x-3 py-1.5">
                  <span>
                    {text.since} <Timestamp at={created_at} />
                  </span>
                  <span className="text-muted">
                    {is_this ? (
                      text.here
                    ) : (
                      <>
                        {text.used} <Ago at={seen_at} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            <form method="post" action="/api/sign-out">
              <input type="hidden" name="everywhere" value="true" />
              <Button type="submit">{text.signOutEverywhere}</Button>
            </form>
          </section>
          <section aria-labelledby="passcode-title" className="border-t border-line py-6">
            <h2 id="passcode-title" className="mb-3 text-lg font-semibold">
              {text.passcode}
            </h2>
            <RenewForm />
          </section>
        </>
      )}
    </>
  );
}
