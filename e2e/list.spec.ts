/** The list's own calls as a page makes them: several prompts at once, what has changed, stars, and a selection as one zip. */
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Job, jobChangesSchema, jobPageSchema, jobSchema } from "#lib/job.ts";
import { unzip } from "#lib/server/media/test-zip.ts";
import { type Site, call, expectProblem, submit } from "./api.ts";
import { expect, test } from "./live.ts";

const prompts = ["A paper boat", "一只猫在月光下", "#failed"];

test("a batch is followed by its changes alone, starred, found again, and taken home as one zip", async ({
  app,
  relay,
}) => {
  const first = jobPageSchema.parse(await json(app, "GET", "/api/jobs"));
  const batch = await submit(app, { prompt: undefined, prompts, count: 2 });
  expect(batch.map(({ prompt }) => prompt)).toEqual(prompts.flatMap((line) => [line, line]));
  expect(new Set(batch.map(({ batch_id }) => batch_id)).size).toBe(1);

  const known = new Map<string, Job>();
  let since = first.version;
  const isOver = ({ status, media }: Job) => status === "failed" || media.state === "saved";
  await expect
    .poll(async () => {
      const { jobs, version } = jobChangesSchema.parse(await json(app, "GET", `/api/jobs/changes?since=${since}`));
      for (const job of jobs) known.set(job.id, job);
      since = version;
      return [...known.values()].filter(isOver).length;
    })
    .toBe(batch.length);
  expect(relay.posts()).toHaveLength(batch.length);

  const [boat, , cat] = batch;
  if (boat === undefined || cat === undefined) throw new Error("The batch is too small");
  for (const method of ["PUT", "PUT", "DELETE", "PUT"]) {
    const { starred } = jobSchema.parse(await json(app, method, `/api/jobs/${cat.id}/star`));
    expect(starred).toBe(method === "PUT");
  }
  await call(app, "DELETE", `/api/jobs/${boat.id}`);
  const found = async (query: string) =>
    jobPageSchema.parse(await json(app, "GET", `/api/jobs?${query}`)).jobs.map(({ id }) => id);
  expect(await found(`starred=true&status=succeeded&q=${encodeURIComponent("月光 猫")}`)).toEqual([cat.id]);
  expect(await found("trashed=true")).toEqual([boat.id]);
  expect((await found(`batch=${batch[0]?.batch_id}`)).length).toBe(batch.length - 1);
  const { jobs, totals } = jobChangesSchema.parse(await json(app, "GET", `/api/jobs/changes?since=${since}`));
  expect(Object.fromEntries(jobs.map(({ id, starred, trashed }) => [id, { starred, trashed }]))).toEqual({
    [cat.id]: { starred: true, trashed: false },
    [boat.id]: { starred: false, trashed: true },
  });
  expect(totals).toEqual({ starred: 1, trashed: 1 });

  const ids = batch.map(({ id }) => id);
  const archive = await fetch(`${app.url}/api/jobs/archive?ids=${ids.join(",")}`);
  expect(archive.headers.get("content-disposition")).toMatch(/^attachment; filename="Clipdesk .* 4 videos\.zip"$/);
  const zip = Buffer.from(await archive.arrayBuffer());
  expect(archive.headers.get("content-length")).toBe(String(zip.length));
  const files = unzip(zip);
  const { jobs: told } = JSON.parse(files.get("manifest.json")?.toString() ?? "");
  for (const { id, file } of told) {
    const video = await fetch(`${app.url}/api/jobs/${id}/video`);
    if (file === null) expect(video.status).toBe(404);
    else expect(files.get(file)?.equals(Buffer.from(await video.arrayBuffer()))).toBe(true);
  }

  await test.step("a video that disappears while the zip is on its way breaks it off", async () => {
    const pathOf = (id: string) => join(app.dataDir, "media", `${id}.mp4`);
    const handle = await open(pathOf(boat.id), "r+");
    await handle.truncate(32 * 1024 * 1024); // more than what lies between a slow reader and the disk
    await handle.close();
    const broken = await fetch(`${app.url}/api/jobs/archive?ids=${boat.id},${cat.id}`);
    const reader = broken.body?.getReader();
    await reader?.read();
    await rm(pathOf(cat.id));
    await expect(async () => {
      while ((await reader?.read())?.done === false);
    }).rejects.toThrow();
    const gone = await fetch(`${app.url}/api/jobs/archive?ids=${cat.id}`);
    expectProblem({ status: gone.status, headers: gone.headers, text: await gone.text() }, 404, "not_found");
  });
});

async function json(site: Site, method: string, path: string): Promise<unknown> {
  const answer = await call(site, method, path);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text);
}
