/** A step of the worker, or of a person's request, held at the moment when it asks the relay. */

/** `asked` is null when the step ended without asking; `thrown` is what a person would be told. */
export interface Begun<Outcome> {
  asked: Asked<Outcome> | null;
  thrown: unknown;
}

export interface Asked<Outcome> {
  /** Gives the step its answer. @returns what it threw, or null, once it has ended */
  answer: (outcome: Outcome) => Promise<unknown>;
}

/** Runs the step until it asks or ends. A question that is never answered is a process that died. */
export async function untilAsking<Outcome>(
  step: (ask: () => Promise<Outcome>) => Promise<unknown>,
): Promise<Begun<Outcome>> {
  const asking = Promise.withResolvers<null>();
  const answering = Promise.withResolvers<Outcome>();
  const ended = step(() => {
    asking.resolve(null);
    return answering.promise;
  }).then(
    () => ({ thrown: null }),
    (thrown: unknown) => ({ thrown }),
  );
  const end = await Promise.race([asking.promise, ended]);
  if (end !== null) return { asked: null, thrown: end.thrown };
  return {
    asked: {
      answer: async (outcome) => {
        answering.resolve(outcome);
        return (await ended).thrown;
      },
    },
    thrown: null,
  };
}
