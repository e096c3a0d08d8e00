import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";
import { canvas, ink } from "./lib/theme.ts";

/**
 * The tokens of the look: neutral greys, one accent, one radius, hairlines. Each colour holds its light and its dark
 * value; `color-scheme` (the system's choice, or `data-theme` on the root) picks one, so no component knows of themes.
 * Each is written once, as a variable of the root: the styles come with every page, and two values in each rule weigh.
 */
const palette = {
  canvas: `light-dark(${canvas.light}, ${canvas.dark})`,
  surface: "light-dark(#ffffff, #18181b)",
  /** Behind a picture: quiet, so that the tile carries the colour. */
  mat: "light-dark(#ececee, #222226)",
  /** What lies over the page while a dialog is open. */
  backdrop: "light-dark(rgb(0 0 0 / 0.4), rgb(0 0 0 / 0.65))",
  line: "light-dark(#e0e0e4, #2e2e33)",
  /** Borders of things that take input: 3:1 against their surroundings. */
  edge: "light-dark(#85858d, #74747d)",
  ink: `light-dark(${ink.light}, ${ink.dark})`,
  muted: "light-dark(#5b5b63, #a9a9b2)",
  accent: "light-dark(#0f6f68, #4fd1c0)",
  "accent-strong": "light-dark(#0b5751, #7be3d5)",
  "accent-soft": "light-dark(#e2f2f0, #14302d)",
  "on-accent": "light-dark(#ffffff, #06201d)",
  danger: "light-dark(#b3261e, #ff9d92)",
  "danger-soft": "light-dark(#fdeceb, #351a18)",
  warn: "light-dark(#855000, #f2c164)",
  "warn-soft": "light-dark(#fdf3e0, #322613)",
};

const variables = Object.entries(palette).map(([name, value]) => [`--${name}`, value]);
const colors = Object.fromEntries(Object.keys(palette).map((name) => [name, `var(--${name})`]));

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: { transparent: "transparent", current: "currentColor", ...colors },
    borderRadius: { none: "0", DEFAULT: "10px", full: "9999px" },
    fontFamily: {
      sans: [
        "system-ui",
        "-apple-system",
        '"Segoe UI"',
        "Roboto",
        '"Noto Sans"',
        '"PingFang SC"',
        '"Hiragino Sans GB"',
        '"Microsoft YaHei"',
        '"Noto Sans CJK SC"',
        '"Noto Sans SC"',
        "sans-serif",
      ],
      mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", '"Liberation Mono"', "monospace"],
    },
    fontSize: {
      xs: ["12px", "16px"],
      sm: ["13px", "18px"],
      base: ["15px", "22px"],
      lg: ["18px", "26px"],
      xl: ["22px", "28px"],
    },
    screens: { sm: "560px", md: "768px", lg: "1024px", xl: "1440px" },
    transitionDuration: { DEFAULT: "120ms" },
  },
  plugins: [plugin((root) => root.addBase({ ":root": Object.fromEntries(variables) }))],
} satisfies Config;
