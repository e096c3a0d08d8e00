/** The studio's address holds what is looked at, each part in a parameter of its own: whoever sets one keeps the others. */

/** @param changes what each parameter becomes; null takes it out */
export function withParameters(
  search: string | URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  // Commas may stand in a query as they are, and an address that people pass on should be readable.
  return next.size === 0 ? "/" : `/?${next.toString().replaceAll("%2C", ",")}`;
}
