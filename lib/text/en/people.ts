/** Who is signed in, and how to come in and go. */
export const people = {
  people: {
    signIn: {
      title: "Sign in",
      lead: "Whoever runs this desk has given you a name and a passcode.",
      name: "Name",
      passcode: "Passcode",
      passcodeHint: "Capitals and hyphens do not matter.",
      submit: "Sign in",
      byProxy:
        "You come in through your organisation's sign-in, which did not say who you are. Open the desk by its usual address.",
      faults: {
        wrong_passcode: "This name and passcode do not go together.",
        too_many_guesses:
          "There were too many wrong passcodes; this one is not right either. The right one is let in at any time.",
        other: "This could not be read. Try again.",
      },
    },
    account: {
      title: "Your account",
      today: (jobs: number, cap: number | null) =>
        cap === null
          ? `${jobs} ${jobs === 1 ? "job" : "jobs"} today, without a limit of your own`
          : `${jobs} of ${cap} jobs today`,
      sessions: "Where you are signed in",
      since: "Since",
      here: "here",
      used: "last used",
      signOutEverywhere: "Sign out everywhere",
      passcode: "Passcode",
      present: "Your present passcode",
      renew: "Get a new one",
      renewHint: "The present one ends, and so does every session but this one.",
      renewed: "Your new passcode",
      once: "It is shown this once. Keep it where you keep your passwords.",
    },
    menu: (name: string) => `Signed in as ${name}`,
    nobody: "Administration and tokens",
    admin: "Administration",
    tokens: "API tokens",
    status: "Status",
    signOut: "Sign out",
    by: "Made by",
    byEverybody: "Everybody",
    you: (name: string) => `${name} (you)`,
  },
};
