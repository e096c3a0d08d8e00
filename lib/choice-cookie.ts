/** What a person has chosen for the look of the pages, in cookies, so that the first byte of the next page knows it. */
const yearSeconds = 365 * 24 * 60 * 60;

/** @param cookies the `Cookie` header, or `document.cookie` @returns null for a value that is none of the known ones */
export function readChoice<T extends string>(cookies: string | null, name: string, known: readonly T[]): T | null {
  for (const pair of cookies?.split(";") ?? []) {
    const [key, value] = pair.split("=").map((part) => part.trim());
    if (key === name) return known.find((choice) => choice === value) ?? null;
  }
  return null;
}

/** For `document.cookie`. Not `Secure`: a desk on a plain http address has choices too, and nothing here is a secret. */
export function choiceCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;
}
