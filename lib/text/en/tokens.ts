/** The page of programs' tokens. Comes with that page and with no other. */
export const tokens = {
  title: "API tokens",
  lead: "A script that talks to the relay talks to this desk instead when its base URL and its key are changed: its jobs are yours, count against your limits, and their videos are kept.",
  baseUrl: "Base URL",
  docs: "How to call it",
  name: "What the token is for",
  nameHint: "For example the name of the script.",
  make: "Make a token",
  once: "This is the only time that the token is shown. Copy it now.",
  secretOf: (name: string) => `Token “${name}”`,
  copy: "Copy the token",
  done: "Done",
  none: "No tokens yet.",
  list: "Tokens",
  made: "made",
  used: "last used",
  unused: "never used",
  revoke: "Revoke",
  revokeName: (name: string) => `Revoke the token “${name}”`,
  confirm: (name: string) => `Revoke “${name}”? Whatever uses it is refused from now on.`,
  cancel: "Cancel",
};
export type TokensText = typeof tokens;
