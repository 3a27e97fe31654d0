import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** What the compiler is asked for, in its own JSON form; files that are imported are found by name. */
export interface CompilerInput {
  language: "Solidity";
  sources: Record<string, { content: string }>;
  settings: Record<string, unknown>;
}

interface Compiler {
  version: () => string;
  compile: (input: string, callbacks: { import: (name: string) => { contents: string } }) => string;
}

/** The text of a source file, by the name that Solidity imports it by. */
export function readSource(name: string): string {
  const isPackage = name.startsWith("@");
  return readFileSync(isPackage ? require.resolve(name) : path.join(ROOT, name), "utf8");
}

/** Asks the compiler of the npm package `solc`, and gives its answer as parsed JSON. */
export async function compileSolidity(input: CompilerInput): Promise<unknown> {
  const output = (await loadCompiler()).compile(JSON.stringify(input), {
    import: (name) => ({ contents: readSource(name) }),
  });
  return JSON.parse(output) as unknown;
}

/** The compiler's version, such as `0.8.37`. */
export async function compilerVersion(): Promise<string> {
  return (await loadCompiler()).version().replace(/\+.*/, "");
}

async function loadCompiler(): Promise<Compiler> {
  return (await import("solc")).default;
}
