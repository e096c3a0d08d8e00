/** Links to one video: the page that they lead to, and where they are made. Comes with the dialog and the job's page. */
export const sharePage = {
  lang: "en",
  video: "Video",
  gone: "There is no video at this link",
  goneHint: "The link has ended, was taken back, or is not complete. Ask whoever sent it for a new one.",
};

export const share = {
  title: "Share this video",
  lead: "Whoever has the link sees the prompt and the video, without signing in, and nothing else of this desk.",
  days: "The link works for",
  dayCount: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  make: "Make a link",
  once: "This is the only time that the link is shown. Copy it now.",
  link: "Link",
  copy: "Copy the link",
  links: "Links to this video",
  none: "No link leads here.",
  made: "made",
  by: (person: string) => `by ${person}`,
  until: "Works until",
  revoke: "End link",
  revoked: "The link no longer works.",
};
export type ShareText = typeof share;
export type SharePageText = typeof sharePage;
