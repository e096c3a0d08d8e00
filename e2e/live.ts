/** `test` of the tests in live mode: a relay of its own beside each test's server, and the key that it lets in. */
import { test as base } from "./fixtures.ts";
import { type Relay, type RelayOptions, startRelay } from "./relay/server.ts";

export { expect } from "./fixtures.ts";

/** Looks like a key and stands in no other place, so that a search for it finds every leak. */
export const apiKey = "sk-canary-7Qx0pW3vTz9LmB2nRk5cYd8e";

interface LiveFixtures {
  relay: Relay;
  relayOptions: RelayOptions;
  /** Settings beside those that make the app live. */
  moreSettings: Readonly<Record<string, string>>;
}

export const test = base.extend<LiveFixtures>({
  relayOptions: [{}, { option: true }],
  moreSettings: [{}, { option: true }],

  relay: async ({ relayOptions }, use) => {
    const relay = await startRelay({ apiKey, ...relayOptions });
    await use(relay);
    await relay.close();
  },

  settings: async ({ relay, moreSettings }, use) => use({ ...liveSettings(relay.url), ...moreSettings }),
});

export function liveSettings(relayUrl: string): Record<string, string> {
  return {
    RELAY_BASE_URL: relayUrl,
    RELAY_API_KEY: apiKey,
    // The relay of the tests is done in a third of a second and counts no calls.
    RELAY_POLL_FIRST_MS: "100",
    RELAY_POLL_INTERVAL_MS: "100",
    RELAY_REQUESTS_PER_MINUTE: "6000",
    MEDIA_ALLOWED_HOSTS: new URL(relayUrl).host,
  };
}
