/** Every sentence of the pages, in one typed dictionary. A second language is another value of type `Text`. */
import { en } from "./text/en.ts";

export type Text = typeof en;

/** The one place that knows which languages there are. */
export function textFor(_locale: string): Text {
  return en;
}
