/** `npm run check`: types, lint and format; all of them run, whichever fails. */
import { checks } from "./test/checks.ts";
import { report, total } from "./test/steps.ts";

const { failed } = total(await report(checks));
process.exitCode = failed === 0 ? 0 : 1;
