/** Where somebody was on the sheet, kept for a reload: by the address of what was shown. */
export interface SavedPlace {
  /** The first job of the row at the top of the window, and how much of that row had gone past. */
  id: string;
  part: number;
  /** The tile that had the focus. */
  focused: string | null;
}

type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const storageKey = "clipdesk.place";

export function writePlace(memory: Memory | null, address: string, place: SavedPlace | null): void {
  try {
    if (place === null) memory?.removeItem(storageKey);
    else memory?.setItem(storageKey, JSON.stringify({ address, ...place }));
  } catch {
    // Barred or full storage: a reload begins at the top.
  }
}

export function readPlace(memory: Memory | null, address: string): SavedPlace | null {
  try {
    const stored: unknown = JSON.parse(memory?.getItem(storageKey) ?? "null");
    if (typeof stored !== "object" || stored === null || !("address" in stored) || stored.address !== address)
      return null;
    if (!("id" in stored) || typeof stored.id !== "string") return null;
    if (!("part" in stored) || typeof stored.part !== "number") return null;
    const focused = "focused" in stored && typeof stored.focused === "string" ? stored.focused : null;
    return { id: stored.id, part: stored.part, focused };
  } catch {
    return null; // storage that is barred or was written by something else
  }
}
