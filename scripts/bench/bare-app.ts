/**
 * The floor that the app is measured beside: the least that the same Next can serve, a static page, one with a text field
 * whose script counts what is typed, and a handler that reads JSON and answers JSON. Built afresh for each run, inside the project so that it finds the very same packages.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { next } from "../launch/build.mjs";
import { root, run } from "../launch/run.mjs";

const files = {
  "package.json": `{ "name": "bare", "private": true, "type": "module" }\n`,
  "app/layout.js": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.js": `export default function Page() {
  return <main><h1>Bare</h1></main>;
}
`,
  "app/typing/page.js": `import { Prompt } from "./prompt.js";
export default function Page() {
  return <main><h1>Bare</h1><Prompt /></main>;
}
`,
  "app/typing/prompt.js": `"use client";
import { useState } from "react";
export function Prompt() {
  const [length, setLength] = useState(0);
  return (
    <label>
      Prompt <textarea onInput={(event) => setLength(event.currentTarget.value.length)} /> <span>{length + " / 800"}</span>
    </label>
  );
}
`,
  "app/api/jobs/route.js": `export async function POST(request) {
  return Response.json({ received: await request.json() }, { status: 201 });
}
`,
  // A handler without request input would be answered from a file made at build time; the app's is not.
  "app/api/health/route.js": `export const dynamic = "force-dynamic";
export const GET = () => Response.json({ status: "ok" });
`,
};

/** @param folder empty, and inside the project */
export async function buildBareApp(folder: string): Promise<void> {
  // Turbopack reads nothing above its root, and the packages lie in the project's.
  const up = JSON.stringify(relative(folder, root));
  const config = `import { resolve } from "node:path";
const root = resolve(import.meta.dirname, ${up});
export default { turbopack: { root }, outputFileTracingRoot: root };
`;
  for (const [name, content] of Object.entries({ ...files, "next.config.js": config })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await run(process.execPath, [next, "build", folder], { show: "nothing", env });
  if (code !== 0) throw new Error(`The bare app could not be built:\n${output}`);
}
