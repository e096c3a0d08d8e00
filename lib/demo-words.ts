/** Words that make the demo's relay misbehave, so that every end of a job can be seen without a relay and without money. */
export const demoWords = ["#slow", "#failed", "#refused", "#busy", "#account", "#lost", "#expired"] as const;

export type DemoWord = (typeof demoWords)[number];

/** Only a whole hashtag counts, in any case: `#slow` in "a #Slow tide", but not in "#slowly" or "a#slow". */
export function demoWordsIn(prompt: string): ReadonlySet<DemoWord> {
  const tags = new Set(prompt.toLowerCase().match(/(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]+/gu));
  return new Set(demoWords.filter((word) => tags.has(word)));
}
