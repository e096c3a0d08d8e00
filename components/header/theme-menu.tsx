"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { themes } from "#lib/theme.ts";
import type { Theme } from "#lib/theme.ts";
import { useChoices } from "../choices.tsx";
import { useText } from "../text.tsx";
import { MenuButton } from "../ui/menu-button.tsx";

const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu() {
  const text = useText();
  const { theme: chosen, setTheme } = useChoices();
  const Icon = icons[chosen];
  return (
    <MenuButton
      align="end"
      aria-label={text.header.theme(text.header.themes[chosen])}
      icon={<Icon size={18} aria-hidden />}
      items={themes.map((theme) => ({
        label: text.header.themes[theme],
        isChosen: theme === chosen,
        onSelect: () => setTheme(theme),
      }))}
    />
  );
}
