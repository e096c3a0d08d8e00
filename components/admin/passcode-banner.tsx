"use client";
import type { NewPasscode } from "#lib/person.ts";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useAdminText } from "./use-admin.ts";

/** The one time that a passcode can be read. */
export function PasscodeBanner({ made: { person, passcode }, onDone }: { made: NewPasscode; onDone: () => void }) {
  const { copying } = useText();
  const { people } = useAdminText();
  if (passcode === null) return null;
  return (
    <div className="mb-4">
      <Banner
        tone="accent"
        role="status"
        title={people.passcodeOf(person.name)}
        action={
          <>
            <CopyButton value={passcode} name={people.passcodeOf(person.name)} words={copying} />
            <Button onClick={onDone}>{people.done}</Button>
          </>
        }
      >
        <p className="font-mono whitespace-nowrap sm:text-lg">{passcode}</p>
        <p className="text-sm text-muted">{people.once}</p>
      </Banner>
    </div>
  );
}
