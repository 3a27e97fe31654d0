import type { Area } from "./areas";
import { errorsOf, type CompilerOutput, type Settings } from "./compiler";
import type { Artifacts } from "./messages";
import type { Mutant } from "./Mutant";
import { readSource, withImports } from "./sources";
import { SWITCH_FILE, SWITCH_SOURCE, weave, type Woven } from "./weave";

export type Compile = (
  sources: Record<string, string>,
  outputs: Record<string, Record<string, string[]>>,
  settings?: Settings,
) => CompilerOutput;

const NO_OPTIMIZER = {
  inliner: false,
  jumpdestRemover: false,
  peephole: false,
  orderLiterals: false,
  deduplicate: false,
  cse: false,
  constantOptimizer: false,
};

/** From the fastest to what compiles everything. */
const LADDER: readonly Settings[] = [
  {},
  {
    viaIR: true,
    optimizer: {
      enabled: false,
      details: {
        ...NO_OPTIMIZER,
        yul: true,
        yulDetails: { stackAllocation: true, optimizerSteps: "fDnTOcmu:" },
      },
    },
  },
];

export interface Compiled {
  artifacts: Artifacts;
  /** The mutants that are in the code, by number. */
  numbers: Map<number, Mutant>;
  /** The number that a trace tells when the code of a mutant runs. */
  reporters: Map<number, number>;
  /** The mutants that do not compile beside the others. */
  refused: Mutant[];
}

/** Compiles an area's contracts with all mutants in them that a switch can choose between. */
export function compileArea(
  area: Area,
  mutants: readonly Mutant[],
  compile: Compile,
  tell: (line: string) => void,
): Compiled {
  const numbers = new Map<number, Mutant>();
  const numberOf = new Map<Mutant, number>();
  for (const mutant of mutants.filter(({ place }) => place !== "text")) {
    numbers.set(numbers.size + 1, mutant);
    numberOf.set(mutant, numbers.size);
  }
  const refused = new Set<Mutant>();
  const files = [...new Set(mutants.map(({ file }) => file))];
  const own = area.contracts.map((name) => name.split(":")[0] ?? "");

  for (;;) {
    const woven = new Map<string, Woven>();
    for (const file of files) {
      const inFile = [...numberOf.keys()].filter((one) => one.file === file && !refused.has(one));
      woven.set(
        file,
        weave(file, readSource(file), inFile, (mutant) => numberOf.get(mutant) ?? 0),
      );
    }
    const read = (name: string): string =>
      name === SWITCH_FILE ? SWITCH_SOURCE : (woven.get(name)?.text ?? readSource(name));
    const sources = withImports([...own, ...files], read);

    // Of each text that the compiler refuses, the outermost mutant goes.
    const errors = errorsOf(compile(sources, { "*": { "": ["ast"] } }));
    if (errors.length === 0) {
      const artifacts: Artifacts = {};
      for (const name of area.contracts) {
        const started = Date.now();
        artifacts[name] = compileContract(name, sources, compile);
        tell(`${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }
      for (const mutant of refused) numbers.delete(numberOf.get(mutant) ?? 0);
      const reporters = new Map<number, number>();
      for (const { reporters: ofFile } of woven.values()) {
        for (const [mutant, reporter] of ofFile) {
          reporters.set(numberOf.get(mutant) ?? 0, numberOf.get(reporter) ?? 0);
        }
      }
      return { artifacts, numbers, reporters, refused: [...refused] };
    }
    const before = refused.size;
    for (const { sourceLocation, formattedMessage } of errors) {
      const { file = "", start = 0, end = 0 } = sourceLocation ?? {};
      const [outermost] = woven.get(file)?.mutantsIn(start, end) ?? [];
      if (outermost === undefined) tell(formattedMessage);
      else refused.add(outermost);
    }
    if (refused.size === before) throw new Error(`The mutants of ${area.name} do not compile`);
  }
}

/** Compiles one contract as fast as it can be. */
export function compileContract(
  fullName: string,
  sources: Record<string, string>,
  compile: Compile,
): Artifacts[string] {
  const [file = "", name = ""] = fullName.split(":");
  let reason = "";
  for (const settings of LADDER) {
    const needed = withImports([file], (source) => sources[source] ?? "");
    const output = compile(needed, { [file]: { [name]: ["evm.bytecode"] } }, settings);
    const code = output.contracts[file]?.[name]?.evm?.bytecode;
    if (code !== undefined && code.object !== "") {
      return { bytecode: `0x${code.object}`, linkReferences: code.linkReferences };
    }
    reason = errorsOf(output)[0]?.formattedMessage ?? "";
  }
  throw new Error(reason);
}
