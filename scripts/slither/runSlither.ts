import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";

import { KepilError } from "../lib/KepilError";
import { pythonTools } from "../lib/pythonTools";
import { readFindings, readUnread, type Finding } from "./readFindings";
import { writeBuildInfo } from "./writeBuildInfo";

const ROOT = path.join(__dirname, "../..");
const ARTIFACTS = "build/slither/artifacts";
const REPORT = "build/slither/report.json";

export interface SlitherRun {
  findings: Finding[];
  /** Functions that slither could not read, so that no detector has looked at them. */
  unread: string[];
}

/** Lets all detectors of slither look at the contracts. */
export async function runSlither(): Promise<SlitherRun> {
  const tools = await pythonTools();
  console.error("Reading the contracts ...");
  await writeBuildInfo(path.join(ROOT, ARTIFACTS, "build-info"));
  const report = path.join(ROOT, REPORT);
  await rm(report, { force: true });
  console.error("Running slither ...");
  const log = await run(path.join(tools, "slither"), [
    ...[
      ".",
      "--npx-disable",
      "--hardhat-ignore-compile",
      "--hardhat-artifacts-directory",
      ARTIFACTS,
    ],
    // A comment in a contract must not silence anything.
    "--show-ignored-findings",
    ...["--json", REPORT],
  ]);
  if (!existsSync(report)) throw new KepilError(`slither has failed:\n${log.trim()}`);
  return {
    findings: readFindings(JSON.parse(readFileSync(report, "utf8"))),
    unread: readUnread(log),
  };
}

/** Runs a program that asks Hardhat where things are, and gives all that it says. */
function run(program: string, args: readonly string[]): Promise<string> {
  const search = [path.join(ROOT, "node_modules/.bin"), process.env["PATH"] ?? ""];
  const env = { ...process.env, PATH: search.join(path.delimiter) };
  // Its exit code tells whether it has found anything: the report tells more.
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env, maxBuffer: 2 ** 28 };
    execFile(program, args, options, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}
