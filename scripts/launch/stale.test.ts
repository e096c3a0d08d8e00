/** When packages are installed again and when the app is built again. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { fingerprint } from "./build.mjs";
import { isInstalled } from "./dependencies.mjs";

test("a build is stale once a source, its name, a setting of the build or Node has changed", async (t) => {
  const folder = await project(t, { "app/page.tsx": "a", "lib/job.ts": "b", "next.config.ts": "c" });
  const before = fingerprint(folder, "v24.21.0");
  assert.equal(fingerprint(folder, "v24.21.0"), before);
  assert.notEqual(fingerprint(folder, "v24.22.0"), before);

  const seen = new Set([before]);
  const changes = [
    () => writeFile(join(folder, "app/page.tsx"), "A"),
    () => rename(join(folder, "lib/job.ts"), join(folder, "lib/work.ts")),
    () => write(folder, "proxy.ts", "d"),
    () => writeFile(join(folder, "next.config.ts"), "C"),
    () => write(folder, "public/demo/clip.mp4", "e"),
    () => write(folder, "package-lock.json", "{}"),
  ];
  for (const change of changes) {
    await change();
    seen.add(fingerprint(folder, "v24.21.0"));
  }
  assert.equal(seen.size, changes.length + 1);
});

test("text that moves from the end of one file to the next makes a build stale", async (t) => {
  const one = await project(t, { "app/a.ts": "xy", "app/b.ts": "z" });
  const other = await project(t, { "app/a.ts": "x", "app/b.ts": "yz" });
  assert.notEqual(fingerprint(one, "v24.21.0"), fingerprint(other, "v24.21.0"));
});

test("tests, data and notes are no part of the build", async (t) => {
  const folder = await project(t, { "app/page.tsx": "a", "lib/job.ts": "b" });
  const before = fingerprint(folder, "v24.21.0");
  await write(folder, "lib/job.test.ts", "t");
  await write(folder, "e2e/submit.spec.ts", "t");
  await write(folder, "data/clipdesk.sqlite", "t");
  await write(folder, "README.md", "t");
  assert.equal(fingerprint(folder, "v24.21.0"), before);
});

const locked = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.4.6", integrity: "sha512-n" },
  "node_modules/oxlint": { version: "1.94.0", integrity: "sha512-o", dev: true },
  "node_modules/@oxlint/darwin-arm64": { version: "1.94.0", integrity: "sha512-d", dev: true, optional: true },
};

test("packages that npm installed from this lock file are left alone, though some are for other systems", async (t) => {
  const { "": _, "node_modules/@oxlint/darwin-arm64": __, ...present } = locked;
  assert.equal(isInstalled(await installed(t, present)), true);
});

test("packages are installed again when one is missing, differs, or nothing is installed", async (t) => {
  const { "node_modules/oxlint": oxlint, ...withoutDevelopment } = locked;
  assert.equal(isInstalled(await installed(t, withoutDevelopment)), false, "without development packages");

  const older = { ...withoutDevelopment, "node_modules/oxlint": { ...oxlint, version: "1.93.0" } };
  assert.equal(isInstalled(await installed(t, older)), false, "another version");

  const other = { ...withoutDevelopment, "node_modules/oxlint": { ...oxlint, integrity: "sha512-x" } };
  assert.equal(isInstalled(await installed(t, other)), false, "other content");

  const fresh = await project(t, { "package-lock.json": JSON.stringify({ packages: locked }) });
  assert.equal(isInstalled(fresh), false, "a fresh clone");

  await write(fresh, "node_modules/.package-lock.json", '{"packages": {"node_mod');
  assert.equal(isInstalled(fresh), false, "an install that was cut short");
});

test("an install of ours is not made again until the lock file changes", async (t) => {
  const folder = await installed(t, {});
  const lockFile = await readFile(join(folder, "package-lock.json"));
  await write(folder, "node_modules/.clipdesk-lock", createHash("sha256").update(lockFile).digest("hex"));
  assert.equal(isInstalled(folder), true);
  await write(folder, "package-lock.json", `${lockFile.toString()}\n`);
  assert.equal(isInstalled(folder), false);
});

function installed(t: TestContext, packages: object): Promise<string> {
  return project(t, {
    "package-lock.json": JSON.stringify({ packages: locked }),
    "node_modules/.package-lock.json": JSON.stringify({ packages }),
  });
}

async function project(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-project-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) await write(folder, path, text);
  return folder;
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
