/** Where to go next, as an address says that anybody may have written: within this app, or to its first page. */

const here = "http://here.invalid";

export function innerPath(asked: string | null | undefined): string {
  if (asked === null || asked === undefined || !asked.startsWith("/") || !URL.canParse(asked, here)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, here);
  // Two slashes begin another host's name, however they came about.
  if (origin !== here || pathname.startsWith("//") || pathname.startsWith("/api/")) return "/";
  return pathname + search + hash;
}
