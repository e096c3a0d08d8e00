/** The sentences of the large view, the comparison and the job's page: apart from the rest, because most visits need none. */
import type { advice } from "./text/en/advice.ts";
import type { watch } from "./text/en/watch.ts";

export type WatchText = typeof watch & { advice: typeof advice };
