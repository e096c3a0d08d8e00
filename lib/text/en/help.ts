/** The header's switches, and what helps a newcomer. */
import type { Shortcut } from "../../shortcuts.ts";
import type { Theme } from "../../theme.ts";

export const help = {
  header: {
    theme: (chosen: string) => `Theme: ${chosen}`,
    themes: { system: "As the system", light: "Light", dark: "Dark" } satisfies Record<Theme, string>,
  },
  help: {
    open: "Help",
    title: "Help",
    thingsTitle: "Three things that surprise people",
    things: [
      {
        title: "You pay when you press Generate",
        body: "Every take is one paid call. A press is charged at most once, however often you click, reload or lose the network.",
      },
      {
        title: "The image decides the shape",
        body: "With a reference image the video takes the shape of that image. The aspect ratio counts only without one.",
      },
      {
        title: "A lost answer is not a no",
        body: "When the answer to a paid call is lost, the video may still exist. Clipdesk never sends such a job again by itself: you look, then you decide.",
      },
    ],
    gotIt: "Got it",
    foundAgain: "You find this again under the question mark at the top.",
    keysTitle: "Keys",
    keysOn: "Use these keys",
    keysWhen: "They rest while you type, play a clip or have a dialog open.",
    keys: {
      search: "Search the jobs",
      compose: "Write a new prompt",
      walk: "Go from job to job",
      play: "Play or pause the video",
      open: "Open the large view",
      star: "Star the job, or take the star away",
      select: "Select the job",
      trash: "Move the job to the trash",
      clear: "Clear the selection",
      help: "Open this help",
    } satisfies Record<Shortcut, string>,
    submit: "Generate, while you write",
    keyNames: {
      " ": "Space",
      Enter: "Enter",
      Delete: "Delete",
      Backspace: "Backspace",
      Escape: "Esc",
      ArrowLeft: "←",
      ArrowRight: "→",
      ArrowUp: "↑",
      ArrowDown: "↓",
    },
  },
};
