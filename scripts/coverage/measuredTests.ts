import { readdirSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** The folders whose tests are about single modules: together they reach everything that can be reached. */
const FOLDERS = ["charter", "court", "forwarder", "graph", "membership", "trade", "vault"];

/** Tests of other folders that reach what those do not. */
const BESIDE = [
  "test/attacks/reentryThroughTheToken.test.ts",
  "test/deployment/unknownFunctions.test.ts",
];

/** Test files of the folders that are left out, with the reason. */
const LEFT_OUT_FILES: Readonly<Record<string, string>> = {
  "test/court/model/model.test.ts": "random disputes: they take long and reach nothing more",
  "test/court/sixRounds.test.ts": "panels of hundreds: they take long and reach nothing more",
};

/** What is in the title of single tests that are left out, with the reason. */
export const LEFT_OUT_TITLES: Readonly<Record<string, string>> = {
  "is that of sorting for": "thousands of tallies in one call: its steps do not fit the memory",
  "agrees with a walker of its own on all paths":
    "sixty-four ways up in one call: its steps do not fit the memory",
  "pay the harmed side and book each debt":
    "gas of draws from 126 guarantors: instrumented code costs more",
  "gives everybody the next two": "hundreds of rings in one call: its steps do not fit the memory",
  "as a unit by unit distribution does": "thousands of calls of four lines",
  "every small amount in proportion": "thousands of calls of two lines",
  "for amounts up to 2^96 - 1": "hundreds of calls of a few lines",
};

/** The files of the tests that are run with instrumented contracts. */
export function measuredTests(): string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, "test", folder), { recursive: true, encoding: "utf8" }).map(
      (name) => path.posix.join("test", folder, ...name.split(path.sep)),
    ),
  );
  return [...inFolders, ...BESIDE]
    .filter((file) => file.endsWith(".test.ts") && !(file in LEFT_OUT_FILES))
    .sort();
}
