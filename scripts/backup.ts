/** `npm run backup`: a copy of a SQLite installation in a new folder, made while the server runs or while it does not. */
import { resolve } from "node:path";
import { backUp } from "#lib/server/operations/backup.ts";
import { installation, onePlace, sized, withPlainErrors } from "./installation.ts";

await withPlainErrors(async () => {
  const target = resolve(onePlace("backup", "a new folder for the backup"));
  const { jobs, files, media } = await backUp(installation(), target);
  console.log(`${jobs} jobs and ${files.length - 1} files are in ${target} (${sized(files)}).`);
  if (media === "bucket") console.log("The videos stay in their bucket; keep that by its own means.");
});
