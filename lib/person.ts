/** Who people are here: their roles, and whoever looks at a page or sends a request. */

export const roles = ["member", "admin"] as const;
export type Role = (typeof roles)[number];

/** Whoever asks. Where nobody signs in there is no name, and whoever reaches the server runs it. */
export interface Visitor {
  person: string | null;
  role: Role;
}
