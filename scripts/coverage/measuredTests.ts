import { readdirSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** The folders whose tests are about single modules: together they reach everything reachable. */
const FOLDERS = ["charter", "court", "forwarder", "graph", "membership", "trade", "vault"];

/** Tests in them that are left out, by file, with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "test/court/model/model.test.ts": "random disputes, which take long and reach nothing more",
  "test/court/sixRounds.test.ts": "panels of hundreds, which take long and reach nothing more",
  "test/vault/depth.test.ts": "what the deepest waterfall costs: instrumented code costs more",
};

/** The files of the tests that are run with instrumented contracts. */
export function measuredTests(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, "test", folder), { recursive: true, encoding: "utf8" }).map(
      (name) => path.posix.join("test", folder, ...name.split(path.sep)),
    ),
  )
    .filter((file) => file.endsWith(".test.ts") && !(file in LEFT_OUT))
    .sort();
}
