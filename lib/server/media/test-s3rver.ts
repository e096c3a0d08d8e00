/** For tests: an S3 server that others wrote, in a process of its own. It checks signatures and keeps files on the disk. */
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { emptyFolder, type Ending } from "./testing.ts";

// It ends when its input does, so that it never outlives a test process that was killed.
const program = `process.stdin.resume().on("end", () => process.exit());
require("@20minutes/s3rver/lib/cli").parseAsync(["", ...process.argv])`;

export interface S3rver {
  endpoint: string;
  bucket: string;
  keys: { accessKeyId: string; secretAccessKey: string };
  pid: number;
  /** The keys of the whole files. */
  files: () => Promise<string[]>;
}

export async function startS3rver(t: Ending): Promise<S3rver> {
  const directory = await emptyFolder(t);
  const options = ["--directory", directory, "--address", "127.0.0.1", "--port", "0", "--no-vhost-buckets", "--silent"];
  const child = spawn(process.execPath, ["-e", program, "--", ...options, "--configure-bucket", "media"], {
    cwd: join(import.meta.dirname, "..", "..", ".."), // where node_modules is
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  t.after(async () => {
    child.kill();
    await ended;
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("The S3 server could not be started");
  const endpoint = await addressIn(child.stdout);
  return { endpoint, bucket: "media", keys, pid, files: () => filesIn(join(directory, "media")) };
}

/** The only ones that it knows. */
const keys = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: output })
    .on("line", (line) => {
      const [, address] = /listening on (\S+)/.exec(line) ?? [];
      if (address !== undefined) resolve(`http://${address}`);
    })
    .once("close", () => reject(new Error("The S3 server ended before it listened")));
  return promise;
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  const ending = "._S3rver_object";
  return all.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}
