/** Whether a claim survives a power cut, which no kill shows: the system calls of an instance, as the kernel saw them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startRelay } from "../relay/server.ts";
import { fast } from "./scene.ts";
import { spawnInstance } from "./spawn.ts";
import { faultInTrace } from "./trace.ts";

const calls = "trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync";
const strace = ["strace", "-f", "--seccomp-bpf", "-y", "-s", "9000", "-e", calls] as const;
const [program, ...flags] = strace;
const cannot = spawnSync(program, [...flags, "-o", "/dev/null", "true"]).status !== 0;

test(
  "the commit of submitting is on the disk before the first byte of the paid call leaves (SQLite)",
  { skip: cannot && "strace is not there, or may not trace" },
  async (t) => {
    const trace = await traceOfOneJob(t);
    assert.equal(faultInTrace(trace), null);
    // The same trace without what is to be proved: the reader must see that it is missing.
    const lines = trace.split("\n");
    const unsynced = lines.filter((line) => !/\bf(data)?sync\b/.test(line)).join("\n");
    assert.match(faultInTrace(unsynced) ?? "", /not on the disk/);
    const failed = lines.map((line) => line.replace(/(\bf(?:data)?sync\b.*)= 0/, "$1= -1 EIO")).join("\n");
    assert.match(faultInTrace(failed) ?? "", /not on the disk/);
    const unsent = lines.filter((line) => !line.includes("POST /v1/video/create")).join("\n");
    assert.match(faultInTrace(unsent) ?? "", /no paid call/);
    const unclaimed = lines.filter((line) => !line.includes("submitting")).join("\n");
    assert.match(faultInTrace(unclaimed) ?? "", /before its claim/);
  },
);

async function traceOfOneJob(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-trace-"));
  const relay = await startRelay({ lifeMs: 100 });
  const file = join(folder, "trace");
  const instance = spawnInstance({
    database: { kind: "sqlite", file: join(folder, "clipdesk.sqlite") },
    dataDir: folder,
    relayUrl: relay.url,
    createTimeoutMs: 30_000,
    plan: { speed: fast, crash: null },
    under: [...strace, "-o", file],
  });
  t.after(async () => {
    instance.kill();
    await instance.ended;
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  });
  await instance.ready;
  await instance.submit("traced", "key");
  for (let isDone = false; !isDone; await sleep(20)) {
    const { jobs } = await instance.look();
    isDone = jobs.every(({ media }) => media === "saved");
  }
  instance.kill(); // the tracer holds other signals back
  await instance.ended;
  return readFile(file, "utf8");
}
