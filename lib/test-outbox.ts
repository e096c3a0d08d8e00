/** For tests of the outbox: a browser with tabs, whose server is the test. */
import type { Submission } from "./job.ts";
import { keepCalls } from "./kept-calls.ts";
import { createOutbox, readIntent } from "./outbox.ts";
import type { Press } from "./outbox.ts";
import { memory } from "./test-memory.ts";

export const catFish: Submission = { prompt: "cat fish", aspect_ratio: "3:2", size: "720P", images: [], count: 1 };
export const single = (at: number): Press => ({ at, isRepeat: false });
export const refusal = new Error("the server said no");
export const atTheDoor = new Error("sign in first");

/** A browser whose tabs the test opens and closes; the end of the browser closes them all. */
export function openBrowser({ tellsTabs = true } = {}) {
  const local = memory();
  const clock = { now: 1_000_000 };
  const open = new Set<string>();

  /** Its server is the test; `sent` is what went over the wire, in order. */
  function openTab({ tab = crypto.randomUUID() as string, person = null as string | null } = {}) {
    const sent: { key: string; prompt: string; answer: PromiseWithResolvers<string> }[] = [];
    open.add(tab);
    const answered: string[] = [];
    const outbox = createOutbox<string>({
      send: (body, key) => {
        const answer = Promise.withResolvers<string>();
        sent.push({ key, prompt: body.prompt ?? "", answer });
        return answer.promise;
      },
      isRefusal: (error, isAgain) => error === refusal || (error === atTheDoor && !isAgain),
      onAnswered: (key) => answered.push(key),
      kept: keepCalls({
        prefix: "outbox.",
        local,
        tab,
        openTabs: () => Promise.resolve(tellsTabs ? open : null),
        person,
        now: () => clock.now,
        read: readIntent,
      }),
      now: () => clock.now,
    });
    const press = (body: Submission, how: Press, key: string = crypto.randomUUID()) => outbox.submit(body, how, key);
    /** The call, once it is made. */
    async function call(index: number) {
      for (let turns = 0; turns < 20 && sent.length <= index; turns += 1) await Promise.resolve();
      const made = sent[index];
      if (made === undefined) throw new Error(`call ${index} was not made`);
      return made;
    }
    return {
      outbox,
      press,
      sent,
      answered,
      call,
      close: () => open.delete(tab),
      /** A reload: the name stays, and what was in memory is gone. */
      reload: () => openTab({ tab, person }),
    };
  }
  return { openTab, clock, local };
}
