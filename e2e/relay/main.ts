/**
 * The relay as a process of its own, for browser tests and by hand:
 *
 *     node e2e/relay/main.ts --port 4010 --life 6000
 *
 * prints one line of JSON, `{"url", "control"}`: the relay's address for RELAY_BASE_URL, and where it is scripted
 * (see control.ts). `--port` is 0, any free one, when it is not given.
 */
import { parseArgs } from "node:util";
import { startControl } from "./control.ts";
import { startRelay } from "./server.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, key: { type: "string" }, life: { type: "string" } },
});
const relay = await startRelay({
  port: Number(values.port ?? "0"),
  ...(values.key !== undefined && { apiKey: values.key }),
  ...(values.life !== undefined && { lifeMs: Number(values.life) }),
});
const control = await startControl(relay);
console.log(JSON.stringify({ url: relay.url, control: control.url }));

async function stop(): Promise<void> {
  control.close();
  await relay.close();
  process.exit(); // a channel to a test would keep the process alive
}
process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
// Started by a test with a channel to it: when that test dies, so does this process.
process.once("disconnect", () => void stop());
