/** A crash in the middle of a paid call, and a stop in the middle of one. The relay says how often it was asked. */
import { listJobs, readJob, submitOne, untilStatus } from "./api.ts";
import { cards, expectStatus, play } from "./desk.ts";
import { serverAway } from "./fixtures.ts";
import { expect, test } from "./live.ts";
import type { RecordedRequest } from "./relay/record.ts";
import type { Relay } from "./relay/server.ts";

test("after a kill during the paid call its outcome is unknown, and it is never sent again", async ({
  page,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(serverAway); // the page that is open while the server is dead
  relay.script("create", [{ kind: "ok", gate: "answer" }]);
  const lost = await submitOne(app, { prompt: "lost in a crash" });
  await page.goto("/");
  await expectStatus(cards(page, "lost in a crash"), "Submitting");
  await relay.waitFor(() => relay.posts().some(({ state }) => state === "open"));
  await app.kill();
  relay.open("answer");
  await app.start();

  await expectStatus(cards(page, "lost in a crash"), "Unknown outcome");
  const { job } = await readJob(app, lost.id);
  expect(job).toMatchObject({ status: "unknown", relay_id: null, failure: { charged: "unknown" } });

  // The line is not blocked: later jobs pass, a second crash included, and each is sent once.
  const later = await submitOne(app, { prompt: "after the crash" });
  await untilStatus(app, later.id, "succeeded");
  await app.kill();
  await app.start();
  const last = await submitOne(app, { prompt: "after the second" });
  await untilStatus(app, last.id, "succeeded");
  expect(promptsOf(relay.posts())).toEqual(["lost in a crash", "after the crash", "after the second"]);
  expect((await readJob(app, lost.id)).job.status).toBe("unknown");
});

test("a kill at any other moment loses nothing: what waits is sent, what runs goes on, what is kept plays", async ({
  page,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(serverAway);
  const kept = await submitOne(app, { prompt: "kept" });
  await untilStatus(app, kept.id, "succeeded");
  await expect.poll(async () => (await readJob(app, kept.id)).job.media.state).toBe("saved");

  const finish = holdQueries(relay);
  const running = await submitOne(app, { prompt: "running" });
  await untilStatus(app, running.id, "running");
  relay.script("create", [
    { kind: "ok", gate: "both" },
    { kind: "ok", gate: "both" },
  ]);
  for (const prompt of ["on the wire 1", "on the wire 2", "waiting"]) await submitOne(app, { prompt });
  await relay.waitFor(() => relay.posts().filter(({ state }) => state === "open").length === 2);

  await app.kill();
  relay.open("both");
  finish();
  await app.start();
  await page.goto("/");
  await expectStatus(cards(page, "running"), "Succeeded");
  await expectStatus(cards(page, "waiting"), "Succeeded");
  await expectStatus(cards(page, "on the wire 1"), "Unknown outcome");
  await expectStatus(cards(page, "on the wire 2"), "Unknown outcome");
  await play(cards(page, "kept"));
  expect(promptsOf(relay.posts()).toSorted()).toEqual(["kept", "on the wire 1", "on the wire 2", "running", "waiting"]);
  expect(await listJobs(app)).toHaveLength(5);
});

test("a stop waits for the paid call that is out and keeps its id; the next start goes on with it", async ({
  app,
  relay,
}) => {
  relay.script("create", [{ kind: "ok", gate: "answer" }]);
  const { id } = await submitOne(app);
  await relay.waitFor(() => relay.posts().some(({ state }) => state === "open"));
  const stopped = app.stop();
  await expect.poll(() => app.log()).toContain('"Stopping"');
  relay.open("answer");
  expect(await stopped).toBe(0);

  await app.start();
  const job = await untilStatus(app, id, "succeeded");
  expect(job.relay_id).toBe(relay.tasks[0]);
  expect(relay.posts()).toHaveLength(1);
  expect(relay.tasks).toHaveLength(1);
});

/** Every task is still being made until the test says otherwise. */
function holdQueries(relay: Relay): () => void {
  let isHeld = true;
  relay.script("query", () =>
    isHeld ? { kind: "edit", set: { status: "processing", video_url: null, progress: 40 } } : undefined,
  );
  return () => (isHeld = false);
}

function promptsOf(posts: readonly RecordedRequest[]): string[] {
  return posts.map(({ body }) => String(JSON.parse(body.toString()).prompt));
}
