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
    menu: (name: string) => `Signed in as ${name}`,
    nobody: "Administration",
    admin: "Administration",
    signOut: "Sign out",
    by: "Made by",
    byEverybody: "Everybody",
    you: (name: string) => `${name} (you)`,
  },
};
