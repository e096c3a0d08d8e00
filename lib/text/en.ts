/** The pages in English, area by area. */
import { app } from "./en/app.ts";
import { composer } from "./en/composer.ts";
import { help } from "./en/help.ts";
import { job } from "./en/job.ts";
import { jobs } from "./en/jobs.ts";
import { people } from "./en/people.ts";
import { announcements, charged, events, media, statuses, waiting } from "./en/life.ts";

export const en = {
  ...app,
  ...help,
  ...composer,
  ...jobs,
  ...job,
  ...people,
  statuses,
  announcements,
  charged,
  waiting,
  media,
  events,
};
