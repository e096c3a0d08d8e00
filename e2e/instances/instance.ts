/** An instance as the app starts it, from its environment, without the web pages; only its clock is a fast one. */
import { config } from "#lib/server/config.ts";
import { openStore } from "#lib/server/database/store.ts";
import { once } from "#lib/server/once.ts";
import { start } from "#lib/server/start.ts";
import { wake } from "#lib/server/wake.ts";
import { leases } from "#lib/server/worker/leases.ts";
import { type FastClock, timeOn } from "./clock.ts";

const clock: FastClock = JSON.parse(process.argv[2] ?? ""); // written by fleet.ts
// The start-up takes the store by this name, and opens one only when there is none.
await once("store", () => openStore(config().database, () => timeOn(clock)));
// The worker sleeps by the machine's clock, for what is due by the fast one.
leases.sweepEveryMs /= clock.speed;
setInterval(wake, 50);
await start();
process.send?.("ready");
