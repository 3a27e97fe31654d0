import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.join(__dirname, "../..");

/** Folders whose files are no part of what is deployed, or hold no code. */
const LEFT_OUT = /^contracts\/(interfaces|local|test)\//;

/**
 * Reads a source by the name the compiler knows it by. One character a byte, as the compiler counts.
 */
export function readSource(name: string): string {
  const file = name.startsWith("@") ? path.join("node_modules", name) : name;
  return readFileSync(path.join(ROOT, file), "latin1");
}

/** The contracts and libraries to make mutants of. */
export function mutatedFiles(): string[] {
  return readdirSync(path.join(ROOT, "contracts"), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join("contracts", file.split(path.sep).join("/")))
    .filter((file) => file.endsWith(".sol") && !LEFT_OUT.test(file))
    .sort();
}

/** Sources by name, together with all that they import. */
export function withImports(
  names: readonly string[],
  read: (name: string) => string = readSource,
): Record<string, string> {
  const sources: Record<string, string> = {};
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name in sources) continue;
    const text = read(name);
    sources[name] = text;
    for (const [, imported = ""] of text.matchAll(/^(?:import|\} from).*?"([^"]+)";/gm)) {
      pending.push(
        imported.startsWith(".") ? path.posix.join(path.posix.dirname(name), imported) : imported,
      );
    }
  }
  return sources;
}

/** Names the state of all sources that mutants are made of. */
export function stateOfSources(): string {
  const hash = createHash("sha256");
  for (const file of mutatedFiles()) hash.update(file).update(readSource(file));
  return hash.digest("hex");
}
