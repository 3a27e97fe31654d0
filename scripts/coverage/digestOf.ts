import { createHash } from "node:crypto";

/** A digest of files by name and content, whatever their order: one that differs tells of a change. */
export function digestOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${content}\0`);
  }
  return hash.digest("hex");
}
