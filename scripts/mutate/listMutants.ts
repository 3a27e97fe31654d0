import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

import { pythonTools } from "../lib/pythonTools";
import type { Compile } from "./compileArea";
import { errorsOf, type CompilerOutput } from "./compiler";
import { findMutants, type Patch } from "./findMutants";
import type { Mutant } from "./Mutant";
import { toNode } from "./Node";
import { mutatedFiles, ROOT, withImports } from "./sources";

const FOLDER = path.join(ROOT, "build/mutants");
const EMPTY_CODE = { object: "", sourceMap: "" };
const MOST_OUTPUT = 2 ** 28;

const patches = z.array(
  z.object({
    file: z.string(),
    operator: z.string(),
    start: z.number(),
    old: z.string(),
    new: z.string(),
  }),
);

/** All mutants of the contracts and libraries. */
export async function listMutants(compile: Compile): Promise<Mutant[]> {
  const files = mutatedFiles();
  const sources = withImports(files);
  const output = compile(sources, { "*": { "": ["ast"], "*": ["abi"] } });
  const [error] = errorsOf(output);
  if (error !== undefined) throw new Error(error.formattedMessage);

  const listed = await listPatches(sources, output);
  return files.flatMap((file) => {
    const root = toNode(output.sources[file]?.ast);
    if (root === undefined) throw new Error(`The compiler gives no syntax tree of ${file}`);
    const ofFile = listed.filter((patch) => patch.file === file);
    return findMutants(file, sources[file] ?? "", root, ofFile);
  });
}

/** What slither-mutate lists; kept until a source changes. */
async function listPatches(
  sources: Record<string, string>,
  output: CompilerOutput,
): Promise<Patch[]> {
  const state = createHash("sha256").update(JSON.stringify(sources)).digest("hex").slice(0, 16);
  const kept = path.join(FOLDER, `patches-${state}.json`);
  if (!existsSync(kept)) {
    const program = path.join(await pythonTools(), "python");
    // What Slither reads of a build: no more than the syntax trees.
    const build = path.join(FOLDER, "build-info/all.json");
    mkdirSync(path.dirname(build), { recursive: true });
    writeFileSync(build, JSON.stringify(buildInfo(sources, output)));
    const { stdout } = await promisify(execFile)(
      program,
      [path.join(__dirname, "slither_patches.py"), path.relative(ROOT, FOLDER)],
      { cwd: ROOT, maxBuffer: MOST_OUTPUT },
    );
    writeFileSync(kept, stdout);
  }
  return patches.parse(JSON.parse(readFileSync(kept, "utf8")));
}

function buildInfo(sources: Record<string, string>, output: CompilerOutput): object {
  const contracts = Object.fromEntries(
    Object.entries(output.contracts).map(([file, inFile]) => [
      file,
      Object.fromEntries(
        Object.entries(inFile).map(([name, { abi }]) => [
          name,
          { abi, evm: { bytecode: EMPTY_CODE, deployedBytecode: EMPTY_CODE } },
        ]),
      ),
    ]),
  );
  const ids = Object.keys(sources).sort();
  return {
    solcVersion: "0.8.37",
    input: { language: "Solidity", sources: {}, settings: { viaIR: true } },
    output: {
      sources: Object.fromEntries(
        ids.map((name) => [name, { ast: output.sources[name]?.ast, id: output.sources[name]?.id }]),
      ),
      contracts,
    },
  };
}
