import { execFileSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** The contracts that are being audited, as git names their folder, and whether they differ from that. */
export function contractsRevision(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
  const tree = git("rev-parse", "--short=10", "HEAD:contracts");
  return git("status", "--porcelain", "contracts") === "" ? tree : `${tree} with changes`;
}
