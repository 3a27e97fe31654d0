import { readFileSync } from "node:fs";
import path from "node:path";

/** The whole file that stands in docs/scenarios.md. */
export function readChair(): string {
  const docs = readFileSync(path.join(__dirname, "../../docs/scenarios.md"), "utf8");
  const [, json = ""] = /## A whole file\n\n```json\n([^]*?)```/.exec(docs) ?? [];
  return json;
}
