/**
 * `test` of the browser tests: a server of its own for each test, and an error on the page's console or an exception
 * in its script fails the test, whatever else it looked at.
 */
import { test as base, expect } from "@playwright/test";
import { type AppServer, startApp } from "./server.ts";

interface Fixtures {
  /** Settings of the app's environment: `test.use({ settings: { ... } })`. */
  settings: Readonly<Record<string, string>>;
  app: AppServer;
  /** Says that an error on the console is meant to happen in this test, such as the browser's note on a refused call. */
  expectConsoleError: (pattern: RegExp) => void;
}

export { expect };

/** What the browser notes of a page whose server was killed, whatever was under way at that moment. */
export const serverAway =
  /ERR_CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|ERR_SOCKET_NOT_CONNECTED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH/;

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],

  app: async ({ settings }, use, testInfo) => {
    await using app = await startApp(settings);
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server log", { body: app.log(), contentType: "text/plain" });
    }
  },

  baseURL: async ({ app }, use) => use(app.url),

  expectConsoleError: [
    async ({ context }, use) => {
      const expected: RegExp[] = [];
      const errors: string[] = [];
      context.on("weberror", (event) => errors.push(String(event.error().stack ?? event.error())));
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      await use((pattern) => expected.push(pattern));
      expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
    },
    { auto: true },
  ],
});
