import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";

import type { Check, Result } from "./Check";

/** Where a check is run. */
export interface Surroundings {
  /** The folder of package.json. */
  root: string;
  /** The npm scripts that there are. */
  scripts: ReadonlySet<string>;
  /** Takes what each check says, in a file of its own. */
  logs: string;
}

/** A result, and everything that the check has said. */
export interface Run {
  result: Result;
  output: string;
}

/** The command of a check for a shell. */
export function commandOf({ run }: Pick<Check, "run">): string {
  return run === "test" ? "npm test" : `npm run ${run}`;
}

/** Runs one check to its end; that it fails is a result and no error. */
export async function runCheck(check: Check, surroundings: Surroundings): Promise<Run> {
  const { name, run, figure } = check;
  const named = { name, command: commandOf(check) };
  const [script = "", ...rest] = run.split(" ");
  if (!surroundings.scripts.has(script)) {
    return { result: { ...named, outcome: "absent", figure: "", seconds: 0 }, output: "" };
  }

  const begun = performance.now();
  const args = ["run", "--silent", script, ...rest];
  const { exitCode, output } = await runNpm(args, name, surroundings);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const outcome = exitCode === 0 ? "passed" : "failed";
  return { result: { ...named, outcome, figure: figure?.(output) ?? "", seconds }, output };
}

function runNpm(
  args: readonly string[],
  name: string,
  { root, logs }: Surroundings,
): Promise<{ exitCode: number | null; output: string }> {
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(path.join(logs, `${name}.log`));
  const child = spawn("npm", args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      log.write(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      log.end(() => {
        resolve({ exitCode, output });
      });
    });
  });
}
