/** Links that fill the form: `/?prompt=...&aspect_ratio=...&size=...&count=...&image=...&image=...`. They never send it. */
import type { Wish } from "./draft.ts";

const texts = ["prompt", "aspect_ratio", "size", "count"] as const;

export function readPrefill(search: URLSearchParams): Wish | null {
  const wish: Wish = {};
  for (const name of texts) {
    const value = search.get(name);
    if (value !== null) wish[name] = value;
  }
  const images = search.getAll("image").filter((url) => url.trim() !== "");
  if (images.length > 0) wish.images = images;
  return Object.keys(wish).length === 0 ? null : wish;
}

/** The job whose request is to be used again. */
export function readAgain(search: URLSearchParams): string | null {
  const id = search.get("again");
  return id === null || id === "" ? null : id;
}

/** The address without what filled the form, so that a reload shows the draft and not the link again. */
export function withoutPrefill(path: string, search: URLSearchParams): string {
  const rest = new URLSearchParams(search);
  for (const name of [...texts, "image", "again"]) rest.delete(name);
  return rest.size === 0 ? path : `${path}?${rest}`;
}
