import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** Contracts that no community deploys. */
const FOR_TRYING = /^contracts\/(test|local)\//;

/** The text of every contract that is deployed or part of one that is, by its path from the root, sorted. */
export function contractSources(): Map<string, string> {
  return new Map(
    readdirSync(path.join(ROOT, "contracts"), { encoding: "utf8", recursive: true })
      .filter((name) => name.endsWith(".sol"))
      .map((name) => path.posix.join("contracts", ...name.split(path.sep)))
      .filter((file) => !FOR_TRYING.test(file))
      .sort()
      .map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]),
  );
}
