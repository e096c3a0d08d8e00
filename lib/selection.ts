/** Which tiles are selected, and where a range with Shift begins. Pure. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** The tile that was turned on or off last. */
  anchor: string | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** From the last one turned to this one, all become what the last one is. `order` is that of the tiles. */
export function rangeTo(selection: Selection, id: string, order: readonly string[]): Selection {
  const { ids, anchor } = selection;
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
  if (anchor === null || from === -1 || to === -1) return toggled(selection, id);
  const isOn = ids.has(anchor);
  const next = new Set(ids);
  for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (isOn) next.add(each);
    else next.delete(each);
  }
  return { ids: next, anchor: id };
}

export function allSelected(order: readonly string[]): Selection {
  return { ids: new Set(order), anchor: null };
}
