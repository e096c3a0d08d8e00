/**
 * Whom a page was drawn for. Each write of the page says so, and the server refuses it once somebody else has signed in
 * in the same browser: else what one person presses in an old tab would be done, and counted, as another's.
 */

/** Of the element in the page's head, and of the header of a write. */
export const drawnForName = "Clipdesk-Person";

/** For the headers of a write. A name may be of any script and a header may not, so there it is percent-encoded. */
export function drawnFor(): Record<string, string> {
  const person = document.querySelector<HTMLMetaElement>(`[name=${drawnForName}]`)?.content;
  return person === undefined ? {} : { [drawnForName]: encodeURIComponent(person) };
}
