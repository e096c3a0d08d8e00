/** What can be found wrong without running the app. */
import { join } from "node:path";
import { next } from "../launch/build.mjs";
import { root, run } from "../launch/run.mjs";
import { type Step, one } from "./steps.ts";

export const checks: readonly Step[] = [
  // Next writes the types of style sheets and routes, which a fresh clone does not have yet.
  check("Types", [next, "typegen"], [packaged("typescript/bin/tsc"), "--noEmit"]),
  check("Lint", [packaged("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"]),
  check("Format", [packaged("oxfmt/bin/oxfmt"), "--check"]),
];

/** Passes when all of its commands do. */
function check(name: string, ...commands: readonly string[][]): Step {
  return {
    name,
    async run() {
      for (const command of commands) {
        const { code, output } = await run("node", command, { show: "nothing" });
        if (code === 0) continue;
        console.error(output);
        return one(false);
      }
      return one(true);
    },
  };
}

function packaged(file: string): string {
  return join(root, "node_modules", file);
}
