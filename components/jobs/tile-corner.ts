/** What lies in the corners of a tile's picture: out of sight until somebody points at the tile, or has no pointer. */
export const cornerClass =
  "grid size-8 place-items-center rounded-full bg-surface text-ink opacity-0 raised transition-opacity " +
  "group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:size-[44px] pointer-coarse:opacity-100";
