/**
 * `npm test`: everything that can be wrong with the project, each step whether or not another failed. The last line is
 * `N passed, N failed`, where each check and the build count as one.
 */
import { buildWhenStale } from "./launch/build.mjs";
import { browserTests } from "./test/browser-tests.ts";
import { checks } from "./test/checks.ts";
import { compiled } from "./test/compiled.ts";
import { nodeTests } from "./test/node-tests.ts";
import { type Step, one, report, total } from "./test/steps.ts";

/** What an installation is set up with. A test that saw a real key could spend real money. */
const settings =
  /^(RELAY_|MEDIA_|AWS_|S3_|ACCESS|CAP_|PRICE_|VERCEL|WEBHOOK_)|^(DATA_DIR|DATABASE_URL|APP_ORIGIN|HOST|PORT|WORKER|CRON_SECRET|METRICS_TOKEN|ALLOW_SPEND)$/;
for (const name of Object.keys(process.env)) if (settings.test(name)) delete process.env[name];
process.env.NODE_COMPILE_CACHE ??= compiled;

const build: Step = { name: "Build", run: async () => one(await buildWhenStale()) };
const { passed, failed } = total(await report([...checks, build, nodeTests, browserTests]));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
