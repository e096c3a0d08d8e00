/**
 * The key of a retry is not made with its press. A browser that dies comes back with what it had on its disk some seconds
 * before, and a new key would make the next press a second charge. So a key follows from the person's name in this
 * browser, which was made up when the page came, and from how many retries of the job are over. At worst that number
 * comes back too low: the press is then the retry before, whose job the server gives once more. Knows no React.
 */
import type { Place } from "./browser-store.ts";
import { putRecord, recordIn } from "./browser-store.ts";

export interface RetryKeys {
  next: (jobId: string) => string;
  /** The server has answered for the last one, or the person has given it up. */
  over: (jobId: string) => void;
}

interface Book {
  /** Changes when the numbers begin anew, so that no key comes twice. */
  round: string;
  /** By job. */
  over: Readonly<Record<string, number>>;
}

const prefix = "clipdesk.retried.";
/** Of so many jobs the numbers are kept. */
const most = 500;

/** @param name of the person in this browser, random */
export function createRetryKeys(local: Place | null, name: string, newRound: () => string): RetryKeys {
  /** For storage that keeps nothing. */
  let last: Book = { round: "0", over: {} };
  const known = () => (last = readBook(recordIn(local, prefix + name)) ?? last);

  return {
    next(jobId) {
      const { round, over } = known();
      return [name, round, jobId, over[jobId] ?? 0].join(".");
    },
    over(jobId) {
      const { round, over } = known();
      const isFull = Object.keys(over).length >= most && !Object.hasOwn(over, jobId);
      last = isFull ? { round: newRound(), over: {} } : { round, over: { ...over, [jobId]: (over[jobId] ?? 0) + 1 } };
      putRecord(local, prefix + name, last);
    },
  };
}

function readBook(stored: Readonly<Record<string, unknown>> | null): Book | null {
  if (typeof stored?.round !== "string" || typeof stored.over !== "object" || stored.over === null) return null;
  const numbers = Object.entries(stored.over).filter((entry): entry is [string, number] => Number.isInteger(entry[1]));
  return { round: stored.round, over: Object.fromEntries(numbers) };
}
