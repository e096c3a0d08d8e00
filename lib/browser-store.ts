/**
 * What browsers keep for a page, read and written so that barred or full storage, or what something else wrote there,
 * costs only what would have been kept.
 */
export type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;
/** A place that can be looked through. */
export type Shelves = Place & Pick<Storage, "key" | "length">;

export function recordIn(place: Place | null, name: string): Readonly<Record<string, unknown>> | null {
  const value: unknown = attempt(() => JSON.parse(place?.getItem(name) ?? "null"));
  return typeof value === "object" && value !== null ? { ...value } : null;
}

export function putRecord(place: Place | null, name: string, value: object): void {
  attempt(() => place?.setItem(name, JSON.stringify(value)));
}

export function removeRecord(place: Place | null, name: string): void {
  attempt(() => place?.removeItem(name));
}

/** The names that begin so. */
export function namesIn(shelves: Shelves | null, prefix: string): string[] {
  const all = attempt(() => Array.from({ length: shelves?.length ?? 0 }, (_, index) => shelves?.key(index) ?? ""));
  return (all ?? []).filter((name) => name.startsWith(prefix));
}

export function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
