import { join } from "node:path";
import { root } from "../launch/run.mjs";

/** What V8 made of the tests' script and of ours, for the hundreds of processes that read it again. */
export const compiled = join(root, "node_modules", ".cache", "clipdesk-tests");
