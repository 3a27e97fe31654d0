import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { KepilError } from "./KepilError";

const ROOT = path.join(__dirname, "../..");
const REQUIREMENTS = path.join(ROOT, "scripts/python/requirements.txt");
const ENVIRONMENT = path.join(ROOT, "build/venv");
const MARK = path.join(ENVIRONMENT, "installed.sha256");
const OLDEST = [3, 11] as const;

const run = promisify(execFile);

/** Python, its `venv` module or a package that an analyser needs is missing. */
export class PythonMissing extends KepilError {
  override readonly name = "PythonMissing";
}

/**
 * Makes the virtual environment of `scripts/python/requirements.txt` under `build/venv`, unless it
 * is there already.
 *
 * @returns The folder of its programs, such as `slither`.
 * @throws PythonMissing when `python3` or its `venv` is missing, or a package cannot be installed.
 */
export async function pythonTools(): Promise<string> {
  const programs = path.join(ENVIRONMENT, process.platform === "win32" ? "Scripts" : "bin");
  const mark = createHash("sha256")
    .update(await pythonVersion())
    .update(readFileSync(REQUIREMENTS))
    .digest("hex");
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === mark) return programs;

  console.error("Installing the analysers of scripts/python/requirements.txt into build/venv ...");
  await rm(ENVIRONMENT, { recursive: true, force: true });
  await step(
    ["python3", "-m", "venv", ENVIRONMENT],
    "Python's venv module is missing (on Debian: apt-get install python3-venv)",
  );
  await step(
    [path.join(programs, "pip"), "install", "--disable-pip-version-check", "-qr", REQUIREMENTS],
    "The packages of scripts/python/requirements.txt cannot be installed",
  );
  await writeFile(MARK, mark);
  return programs;
}

/** The installed Python, as `3.11.7`. */
async function pythonVersion(): Promise<string> {
  const output = await step(
    ["python3", "--version"],
    `Python ${OLDEST.join(".")} or newer is needed as \`python3\``,
  );
  const version = output.replace("Python", "").trim();
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new PythonMissing(`Python ${OLDEST.join(".")} or newer is needed, this is ${version}`);
  return version;
}

async function step(command: readonly string[], fault: string): Promise<string> {
  const [program = "", ...rest] = command;
  try {
    return (await run(program, rest)).stdout;
  } catch (cause) {
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : "";
    throw new PythonMissing(said === "" ? fault : `${fault}:\n${said}`, { cause });
  }
}
