/** Every sentence of the pages, in typed dictionaries: a key that one language lacks is a type error. */
import type { en } from "./text/en.ts";

export type Text = typeof en;
