import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes what a long run has counted as JSON, and makes the folder: nobody should lose the run for want of it. */
export function writeResult(file: string, result: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
