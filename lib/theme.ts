/** Light, dark, or as the system has it. Pure. */
import { readChoice } from "./choice-cookie.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export type Scheme = Exclude<Theme, "system">;

export const themeCookie = "clipdesk_theme";

/** The page's ground, which the browser's own frame continues. */
export const canvas: Record<Scheme, string> = { light: "#f7f7f8", dark: "#101012" };
/** What is written on it. */
export const ink: Record<Scheme, string> = { light: "#1a1a1d", dark: "#f2f2f4" };

/** @param cookies the `Cookie` header */
export function readTheme(cookies: string | null): Theme {
  return readChoice(cookies, themeCookie, themes) ?? "system";
}

/** What the root element carries; nothing where the system decides. */
export function schemeOf(theme: Theme): Scheme | undefined {
  return theme === "system" ? undefined : theme;
}

/** For `color-scheme`. */
export function schemesOf(theme: Theme): "light dark" | Scheme {
  return schemeOf(theme) ?? "light dark";
}

/** The colour of the browser's frame while the system shows that scheme. */
export function frameColor(theme: Theme, system: Scheme): string {
  return canvas[schemeOf(theme) ?? system];
}
