import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** Contracts that only tests and local networks use, by folder. */
const UNMEASURED = ["contracts/local", "contracts/test"];

/** The Solidity files whose coverage is measured: their content by their path from the root. */
export function measuredSources(): Map<string, string> {
  return new Map(
    readdirSync(path.join(ROOT, "contracts"), { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join("contracts", ...name.split(path.sep)))
      .filter((file) => file.endsWith(".sol"))
      .filter((file) => !UNMEASURED.some((folder) => file.startsWith(`${folder}/`)))
      .sort()
      .map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]),
  );
}
