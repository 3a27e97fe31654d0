import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

function gitWith(index: string | undefined, ...args: string[]): string {
  const env = index === undefined ? process.env : { ...process.env, GIT_INDEX_FILE: index };
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8", env }).trim();
}

/**
 * The folder of the contracts as it is here, as git would name it if it were committed: `git rev-parse HEAD:contracts`
 * says the same afterwards, in every clone.
 */
export function presentContracts(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "kepil-index-"));
  const index = path.join(folder, "index");
  try {
    gitWith(index, "read-tree", "HEAD");
    gitWith(index, "add", "contracts");
    return gitWith(index, "write-tree", "--prefix=contracts/").slice(0, 10);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The contracts that are being audited: as git last stored them, and whether they differ from that. */
export function contractsRevision(): string {
  const tree = gitWith(undefined, "rev-parse", "--short=10", "HEAD:contracts");
  return gitWith(undefined, "status", "--porcelain", "contracts") === ""
    ? tree
    : `${tree} with changes`;
}
