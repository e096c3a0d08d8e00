/**
 * What is looked at, as it stands in the address bar: `?watch=ID` the large view, `?compare=ID,ID` the comparison, each
 * beside what the list shows. Both at once: a take of the comparison in the large view.
 */
import { withParameters } from "./address.ts";

export const compareMax = 4;

export function watchedIn(search: URLSearchParams): string | null {
  const id = search.get("watch") ?? "";
  return id === "" ? null : id;
}

/** Two to four different ids; anything else is no comparison. */
export function comparedIn(search: URLSearchParams): readonly string[] {
  const ids = [...new Set((search.get("compare") ?? "").split(",").map((id) => id.trim()))].filter((id) => id !== "");
  return ids.length < 2 ? [] : ids.slice(0, compareMax);
}

export function watchHref(search: URLSearchParams, id: string): string {
  return withParameters(search, { watch: id });
}

export function compareHref(search: URLSearchParams, ids: readonly string[]): string {
  return withParameters(search, { compare: ids.slice(0, compareMax).join(","), watch: null });
}

export function unwatchedHref(search: URLSearchParams): string {
  return withParameters(search, { watch: null });
}

export function uncomparedHref(search: URLSearchParams): string {
  return withParameters(search, { compare: null, watch: null });
}
