import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { folderStore } from "./folder-store.ts";
import { StorageError } from "./storage-error.ts";
import { emptyFolder, openFilesIn } from "./testing.ts";

async function* source(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part, "latin1");
}

async function storeIn(t: TestContext) {
  const dir = await emptyFolder(t);
  return { dir, store: folderStore(dir) };
}

test("a source that breaks leaves nothing, keeps the older file, and its error comes out unchanged", async (t) => {
  const { dir, store } = await storeIn(t);
  await store.write("a.mp4", source("older"));
  const trouble = Object.assign(new Error("reset"), { code: "ENOSPC" }); // even with a disk's code it is not the disk
  async function* breaking() {
    yield Buffer.from("newer");
    throw trouble;
  }
  await assert.rejects(store.write("a.mp4", breaking()), (error) => error === trouble);
  assert.deepEqual(await readdir(dir), ["a.mp4"]);
  assert.equal(await readFile(join(dir, "a.mp4"), "utf8"), "older");
});

test("of two writers of one name both finish, and one whole file is all there is", async (t) => {
  const { dir, store } = await storeIn(t);
  await Promise.all([store.write("a.mp4", source("1", "1", "1")), store.write("a.mp4", source("2", "2", "2"))]);
  assert.match(await readFile(join(dir, "a.mp4"), "utf8"), /^(111|222)$/);
  assert.deepEqual(await readdir(dir), ["a.mp4"]);
});

test("the tag stays while the file stays, whoever looks", async (t) => {
  const { dir, store } = await storeIn(t);
  const written = await store.write("a.mp4", source("12345"));
  assert.match(written.etag, /^"[0-9a-z-]+"$/);
  assert.deepEqual(await store.stat("a.mp4"), written);
  assert.deepEqual(await folderStore(dir).stat("a.mp4"), written);
});

test("a file that replaces another of its size within one tick of the clock has another tag", async (t) => {
  const { dir, store } = await storeIn(t);
  const tags: (string | undefined)[] = [];
  for (const text of ["12345", "54321"]) {
    await store.write("a.mp4", source(text));
    await utimes(join(dir, "a.mp4"), 1_800_000_000, 1_800_000_000);
    tags.push((await store.stat("a.mp4"))?.etag);
  }
  assert.notEqual(tags[0], tags[1]);
});

test("a check makes the folder, and leaves it as it was", async (t) => {
  const dir = join(await emptyFolder(t), "new", "media");
  const store = folderStore(dir);
  await store.check();
  await store.check();
  assert.deepEqual(await readdir(dir), []);
});

test("a check of a folder that cannot be one says so and names it", async (t) => {
  const file = join(await emptyFolder(t), "file");
  await writeFile(file, "");
  for (const dir of [file, join(file, "media")]) {
    await assert.rejects(
      folderStore(dir).check(),
      (error) => error instanceof StorageError && error.kind === "unwritable" && error.message.includes(dir),
    );
  }
});

test("a folder that was taken away makes writes fail as unwritable", async (t) => {
  const { dir, store } = await storeIn(t);
  await rm(dir, { recursive: true });
  await assert.rejects(
    store.write("a.mp4", source("x")),
    (error) => error instanceof StorageError && error.kind === "unwritable" && !error.message.includes(dir),
  );
});

const isRoot = process.getuid?.() === 0;
test("a read-only folder makes writes fail as unwritable", { skip: isRoot && "root may write anywhere" }, async (t) => {
  const { dir, store } = await storeIn(t);
  await chmod(dir, 0o500);
  await assert.rejects(
    store.write("a.mp4", source("x")),
    (error) => error instanceof StorageError && error.kind === "unwritable",
  );
  await chmod(dir, 0o700);
});

test("a sweep removes what dead processes left, and nothing else", async (t) => {
  const { dir, store } = await storeIn(t);
  await store.write("a.mp4", source("kept"));
  await writeFile(join(dir, "b.mp4.0000.part"), "left");
  await writeFile(join(dir, "note.txt"), "of the operator");
  async function* sweeping() {
    yield Buffer.from("in progress");
    assert.equal(await store.sweep(), 1);
  }
  await store.write("c.mp4", sweeping());
  assert.deepEqual((await readdir(dir)).toSorted(), ["a.mp4", "c.mp4", "note.txt"]);
});

test("a sweep of a shared folder spares what another process has just written to", async (t) => {
  const { dir, store } = await storeIn(t);
  await writeFile(join(dir, "live.mp4.1.part"), "");
  await writeFile(join(dir, "dead.mp4.2.part"), "");
  const anHourAgo = Date.now() / 1000 - 3600;
  await utimes(join(dir, "dead.mp4.2.part"), anHourAgo, anHourAgo);
  assert.equal(await store.sweep(600_000), 1);
  assert.deepEqual(await readdir(dir), ["live.mp4.1.part"]);
});

test("a sweep before the folder exists is no error", async (t) => {
  assert.equal(await folderStore(join(await emptyFolder(t), "none")).sweep(), 0);
});

const isLinux = process.platform === "linux";
test("a reader that stops early leaves no file open", { skip: !isLinux && "needs /proc" }, async (t) => {
  const { dir, store } = await storeIn(t);
  await store.write("a.mp4", source("x".repeat(1_000_000)));
  for await (const chunk of store.read("a.mp4", { start: 0, end: 999_999 })) {
    assert.ok(chunk.length > 0);
    assert.equal((await openFilesIn(dir)).length, 1);
    break;
  }
  assert.deepEqual(await openFilesIn(dir), []);
});

test("a read that nobody starts opens nothing", { skip: !isLinux && "needs /proc" }, async (t) => {
  const { dir, store } = await storeIn(t);
  await store.write("a.mp4", source("x"));
  store.read("a.mp4", { start: 0, end: 0 });
  assert.deepEqual(await openFilesIn(dir), []);
});

const ownMounts = ["--user", "--map-root-user", "--mount"];
const noSmallDisk = canMountTmpfs() ? false : "needs the right to mount a small disk";
test("a full disk is named as such, and nothing half-written stays", { skip: noSmallDisk }, async (t) => {
  const dir = join(await emptyFolder(t), "disk");
  await mkdir(dir);
  const script = `mount -t tmpfs -o size=1m none "$1" && exec "$2" --conditions=react-server "$3" "$1"`;
  const child = join(import.meta.dirname, "test-full-disk.ts");
  const { stdout } = await promisify(execFile)("unshare", [
    ...ownMounts,
    "sh",
    "-c",
    script,
    "sh",
    dir,
    process.execPath,
    child,
  ]);
  assert.deepEqual(JSON.parse(stdout), {
    kind: "full",
    wasSourceTold: true,
    download: "storage: No room is left for this file in the media folder (ENOSPC).",
    files: ["after.mp4", "kept.mp4"],
  });
});

test(
  "a file over the size that this process may write is a full disk too",
  { skip: !isLinux && "needs ulimit" },
  async (t) => {
    const dir = await emptyFolder(t);
    const script = `ulimit -f 1024 && exec "$1" --conditions=react-server "$2" "$3"`;
    const child = join(import.meta.dirname, "test-full-disk.ts");
    const { stdout } = await promisify(execFile)("sh", ["-c", script, "sh", process.execPath, child, dir]);
    assert.deepEqual(JSON.parse(stdout), {
      kind: "full",
      wasSourceTold: true,
      download: "storage: No room is left for this file in the media folder (EFBIG).",
      files: ["after.mp4", "kept.mp4"],
    });
  },
);

function canMountTmpfs(): boolean {
  try {
    execFileSync("unshare", [...ownMounts, "mount", "-t", "tmpfs", "none", "/mnt"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
