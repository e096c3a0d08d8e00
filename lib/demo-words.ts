/** Words that make the demo's relay misbehave, so that every end of a job can be seen without a relay and without money. */
export const demoWords = [
  { word: "#slow", effect: "takes about a minute and a half" },
  { word: "#failed", effect: "runs, then fails with the relay's own words" },
  { word: "#refused", effect: "is refused by the relay's content check before anything is made" },
  { word: "#busy", effect: "meets a busy relay twice, then runs" },
  { word: "#account", effect: "meets an account without credit: submissions pause until you resume them" },
  { word: "#lost", effect: "is accepted, but the answer is lost: nobody knows whether it was charged" },
  { word: "#expired", effect: "is finished, but the link to its video has expired" },
] as const;

export type DemoWord = (typeof demoWords)[number]["word"];

/** Only a whole hashtag counts, in any case: `#slow` in "a #Slow tide", but not in "#slowly" or "a#slow". */
export function demoWordsIn(prompt: string): ReadonlySet<DemoWord> {
  const tags = new Set(prompt.toLowerCase().match(/(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]+/gu));
  return new Set(demoWords.map(({ word }) => word).filter((word) => tags.has(word)));
}
