/** The system calls of an instance that makes one job, as the kernel saw them. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startRelay } from "../relay/server.ts";
import { fast } from "./scene.ts";
import { spawnInstance } from "./spawn.ts";

const calls = "trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync";
const strace = ["strace", "-f", "--seccomp-bpf", "-y", "-s", "9000", "-e", calls] as const;

export function cannotTrace(): string | false {
  const [program, ...flags] = strace;
  const { status } = spawnSync(program, [...flags, "-o", "/dev/null", "true"]);
  return status !== 0 && "strace is not there, or may not trace";
}

export async function traceOfOneJob(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-trace-"));
  const relay = await startRelay({ lifeMs: 100 });
  const file = join(folder, "trace");
  const instance = spawnInstance({
    database: { kind: "sqlite", file: join(folder, "clipdesk.sqlite") },
    dataDir: folder,
    relayUrl: relay.url,
    // In the domain's time: 20 s, for a traced process is slow.
    createTimeoutMs: 400_000,
    plan: { speed: fast, crash: null },
    under: [...strace, "-o", file],
  });
  try {
    await instance.ready;
    await instance.submit("traced", "key");
    for (let isDone = false; !isDone; await sleep(20)) {
      const { jobs } = await instance.look();
      isDone = jobs.every(({ media }) => media === "saved");
    }
    instance.kill(); // the tracer holds other signals back
    await instance.ended;
    return await readFile(file, "utf8");
  } finally {
    instance.kill();
    await instance.ended;
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  }
}
