import type { Text } from "#lib/text.ts";
import { Button } from "../ui/button.tsx";
import { FieldHint, inputClass } from "../ui/field.tsx";

interface SignInFormProps {
  text: Text["people"]["signIn"];
  to: string;
  /** Why the form is here again. */
  fault: string | undefined;
}

/** A plain form: it works before any script has come, and where none may run. */
export function SignInForm({ text, to, fault }: SignInFormProps) {
  const isAgain = fault !== undefined;
  return (
    <form method="post" action="/api/sign-in" className="flex flex-col gap-4">
      {isAgain ? (
        <p role="alert" id="sign-in-fault" className="rounded border border-danger bg-danger-soft px-3 py-2">
          {fault === "wrong_passcode" || fault === "too_many_guesses" ? text.faults[fault] : text.faults.other}
        </p>
      ) : (
        <p className="text-muted">{text.lead}</p>
      )}
      <div>
        <label htmlFor="name" className="mb-1 block font-medium">
          {text.name}
        </label>
        <input
          id="name"
          name="name"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          className={inputClass}
        />
      </div>
      <div>
        <label htmlFor="passcode" className="mb-1 block font-medium">
          {text.passcode}
        </label>
        <input
          id="passcode"
          name="passcode"
          type="password"
          required
          autoComplete="current-password"
          aria-invalid={isAgain || undefined}
          aria-describedby={isAgain ? "sign-in-fault passcode-hint" : "passcode-hint"}
          className={inputClass}
        />
        <FieldHint id="passcode-hint">{text.passcodeHint}</FieldHint>
      </div>
      <input type="hidden" name="to" value={to} />
      <Button type="submit" tone="accent">
        {text.submit}
      </Button>
    </form>
  );
}
