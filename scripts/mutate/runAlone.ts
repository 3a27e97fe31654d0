import type { Area } from "./areas";
import { compileContract, type Compile } from "./compileArea";
import { errorsOf } from "./compiler";
import type { Journal } from "./Journal";
import type { Artifacts } from "./messages";
import type { Mutant } from "./Mutant";
import { readSource, withImports } from "./sources";
import type { Worker } from "./Workers";

/** How long all tests of an area may take on one mutant (milliseconds). */
const TIME = 1_800_000;

/** Stands for a mutant that is the whole code and no switch. */
const NO_SWITCH = 0;

/**
 * Runs mutants that no switch can choose, such as another type of a variable: each is compiled on its
 * own and tried with all tests that are given.
 */
export async function runAlone(
  area: Area,
  mutants: readonly Mutant[],
  journal: Journal,
  compile: Compile,
  options: { workers: readonly Worker[]; titles: string[]; tests: string },
): Promise<void> {
  const { workers, titles, tests } = options;
  const originals = new Map<string, string>();
  const queue = [...mutants];
  await Promise.all(
    workers.map(async (worker) => {
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const { key } = mutant;
        const sources = withMutant(area, mutant);
        if (errorsOf(compile(sources, {})).length > 0) {
          journal.add({ key, fate: "invalid" });
          continue;
        }
        const artifacts: Artifacts = {};
        for (const name of area.contracts) {
          const original =
            originals.get(name) ?? compileContract(name, withMutant(area), compile).bytecode;
          originals.set(name, original);
          const changed = compileContract(name, sources, compile);
          if (changed.bytecode !== original) artifacts[name] = changed;
        }
        if (Object.keys(artifacts).length === 0) {
          journal.add({ key, fate: "equivalent" });
          continue;
        }
        await worker.ask({ kind: "deploy", artifacts }, TIME);
        const answer = await worker.ask({ kind: "try", mutant: NO_SWITCH, titles }, TIME);
        if (answer.kind === "late") journal.add({ key, fate: "timed out" });
        else if (answer.kind === "tried") {
          const { killer } = answer;
          if (killer === undefined) journal.add({ key, fate: "survived", tests });
          else journal.add({ key, fate: "killed", killer });
        }
      }
    }),
  );
}

/** An area's sources, with one mutant in them or none. */
export function withMutant(area: Area, mutant?: Mutant): Record<string, string> {
  const read = (name: string): string => {
    const source = readSource(name);
    if (name !== mutant?.file) return source;
    return source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end);
  };
  return withImports(
    area.contracts.map((name) => name.split(":")[0] ?? ""),
    read,
  );
}
