/** The explanation for newcomers stands on the page until somebody closes it; the help has it for good. Pure. */
import { readChoice } from "./choice-cookie.ts";

export const introCookie = "clipdesk_intro";
export const closed = "closed";

/** @param cookies the `Cookie` header */
export function isIntroClosed(cookies: string | null): boolean {
  return readChoice(cookies, introCookie, [closed]) !== null;
}
