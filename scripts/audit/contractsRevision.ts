import { execFileSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}

/** The folder of the contracts as git last stored it: the same in every clone of a commit. */
export function committedContracts(): string {
  return git("rev-parse", "--short=10", "HEAD:contracts");
}

/** The contracts as they are here: as git last stored them, and whether they differ from that. */
export function contractsRevision(): string {
  const tree = committedContracts();
  return git("status", "--porcelain", "contracts") === "" ? tree : `${tree} with changes`;
}
