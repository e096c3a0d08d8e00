import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";

test("launches at the same time take turns, also over the lock of one that died", async (t) => {
  const folder = await scratch(t);
  await leaveLock(folder, await deadProcess());

  const launches = Array.from({ length: 6 }, () => launch(folder));
  assert.deepEqual(
    await Promise.all(launches.map((each) => each.code)),
    launches.map(() => 0),
  );

  const marks = (await readFile(join(folder, "marks"), "utf8")).trim().split("\n");
  assert.equal(marks.length, 12);
  for (let turn = 0; turn < marks.length; turn += 2) {
    assert.match(marks[turn] ?? "", /^begin /);
    assert.equal(marks[turn + 1], marks[turn]?.replace("begin", "end"));
  }
  assert.deepEqual(await readdir(folder), ["marks"]);
});

test("the lock of a launcher that died stays as long as the step it had begun still runs", async (t) => {
  const folder = await scratch(t);
  const lock = await leaveLock(folder, await deadProcess());
  // This process stands for the `npm ci` that outlived its launcher.
  await writeFile(join(lock, String(process.pid)), "");

  const waiting = launch(folder);
  await waiting.saidThatItWaits;
  await assert.rejects(readFile(join(folder, "marks")), { code: "ENOENT" });

  await rm(join(lock, String(process.pid)));
  assert.equal(await waiting.code, 0);
});

test(
  "a holder that is dead but was never collected holds nothing",
  { skip: process.platform !== "linux" },
  async (t) => {
    const folder = await scratch(t);
    // The shell turns into a program that does not wait for the child it had.
    const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 600"], { stdio: ["ignore", "pipe", "ignore"] });
    t.after(() => parent.kill("SIGKILL"));
    const [printed]: unknown[] = await once(parent.stdout, "data");
    const zombie = Number(String(printed));
    while (!(await readFile(`/proc/${zombie}/stat`, "utf8")).includes(") Z ")) await setImmediate();

    await leaveLock(folder, zombie);
    assert.equal(await launch(folder).code, 0);
  },
);

/** A process that marks when it has the lock and when it is about to give it back. */
function launch(folder: string) {
  const script = `
    import { appendFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, "lock.mjs"))};
    await withLock(${JSON.stringify(join(folder, "lock"))}, async () => {
      appendFileSync(${JSON.stringify(join(folder, "marks"))}, "begin " + process.pid + "\\n");
      await sleep(20);
      appendFileSync(${JSON.stringify(join(folder, "marks"))}, "end " + process.pid + "\\n");
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const code = once(child, "close").then(([exitCode]: unknown[]) => exitCode);
  return { code, saidThatItWaits: once(child.stdout, "data") };
}

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-lock-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function leaveLock(folder: string, pid: number): Promise<string> {
  const lock = join(folder, "lock");
  await mkdir(lock);
  await writeFile(join(lock, String(pid)), "");
  return lock;
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "close");
  assert.ok(child.pid !== undefined);
  return child.pid;
}
