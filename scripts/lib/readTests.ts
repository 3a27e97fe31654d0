import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { findTests } from "./findTests";
import type { TracedTest } from "./traceRequirements";

const ROOT = path.join(__dirname, "../..");

/** All tests under `test/`, with the titles of their suites. */
export function readTests(): TracedTest[] {
  const files = readdirSync(path.join(ROOT, "test"), { encoding: "utf8", recursive: true });
  return files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join("test", name.split(path.sep).join("/")))
    .sort()
    .flatMap((file) => {
      const source = readFileSync(path.join(ROOT, file), "utf8");
      return findTests(file, source).map((test) => ({ file, ...test }));
    });
}

/** The ids of all requirements, as `test/requirements.json` lists them. */
export function readRequirements(): string[] {
  const list = readFileSync(path.join(ROOT, "test/requirements.json"), "utf8");
  return z.array(z.string()).parse(JSON.parse(list));
}
