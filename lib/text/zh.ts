/** 中文页面。 */
import type { Text } from "../text.ts";
import { app } from "./zh/app.ts";
import { composer } from "./zh/composer.ts";
import { help } from "./zh/help.ts";
import { job } from "./zh/job.ts";
import { jobs } from "./zh/jobs.ts";
import { people } from "./zh/people.ts";
import { announcements, charged, events, media, statuses, waiting } from "./zh/life.ts";

export const zh: Text = {
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
