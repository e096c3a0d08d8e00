/** `npm run restore`: a backup, where no installation is yet. */
import { resolve } from "node:path";
import { restore } from "#lib/server/operations/restore.ts";
import { installation, onePlace, sized, withPlainErrors } from "./installation.ts";

await withPlainErrors(async () => {
  const place = installation();
  const { jobs, files, made_at } = await restore(resolve(onePlace("restore", "the folder of a backup")), place);
  console.log(
    `${jobs} jobs and ${files.length - 1} files of ${made_at} are in ${place.databaseFile} (${sized(files)}).`,
  );
  console.log(
    "Submissions are paused: what waited then may have been sent since. Look at the waiting jobs, cancel what the relay " +
      "has already, then resume on the page.",
  );
});
