import type { Area } from "./areas";
import { compileContract, type Compile } from "./compileArea";
import { errorsOf } from "./compiler";
import type { Entry, Journal } from "./Journal";
import type { Artifacts } from "./messages";
import type { Mutant } from "./Mutant";
import { readSource, withImports } from "./sources";
import { WAITING, type Worker } from "./Workers";

/** How long a worker may take to take over what is compiled (milliseconds). */
const TIME_TO_DEPLOY = 600_000;

/** Stands for a mutant that is the whole code and no switch. */
const NO_SWITCH = 0;

/** After how many mutants it is told how many are left. */
const TOLD_EVERY = 10;

/** The tests that a mutant is tried with. */
export interface Trial {
  titles: string[];
  /** Whether they are all that can notice it. */
  isAll: boolean;
  /** What they may take of the processor's time (milliseconds). */
  time: number;
}

export interface AloneOptions {
  area: Area;
  journal: Journal;
  compile: Compile;
  workers: readonly Worker[];
  /** The test files, each with its state. */
  files: ReadonlyMap<string, string>;
  trialOf: (mutant: Mutant) => Trial;
  /** When to stop, though mutants are left. */
  end: number;
  tell: (line: string) => void;
}

/**
 * Runs mutants that no switch can choose, such as another type of a variable: each is compiled on its
 * own.
 */
export async function runAlone(
  mutants: readonly Mutant[],
  { area, journal, compile, workers, files, trialOf, end, tell }: AloneOptions,
): Promise<void> {
  if (mutants.length > 0) tell(`${mutants.length} are compiled one by one`);
  const originals = new Map<string, Artifacts[string]>();
  const queue = [...mutants];
  await Promise.all(
    workers.map(async (worker) => {
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        if (Date.now() >= end) break;
        const entry = await tryAlone(worker, mutant);
        if (entry === undefined) tell(`a worker ended at ${mutant.file}:${mutant.line}`);
        else journal.add(entry);
        if (queue.length % TOLD_EVERY === 0) tell(`${queue.length} are left`);
      }
    }),
  );

  async function tryAlone(worker: Worker, mutant: Mutant): Promise<Entry | undefined> {
    const { key, file } = mutant;
    const sources = withMutant(area, mutant);
    if (errorsOf(compile(sources, {})).length > 0) return { key, fate: "invalid" };

    const artifacts: Artifacts = {};
    const original: Artifacts = {};
    for (const name of area.contracts.filter((one) => isPart(file, one, sources))) {
      const before = originals.get(name) ?? compileContract(name, withMutant(area), compile);
      originals.set(name, before);
      const after = compileContract(name, sources, compile);
      if (after.bytecode === before.bytecode) continue;
      artifacts[name] = after;
      original[name] = before;
    }
    if (Object.keys(artifacts).length === 0) return { key, fate: "equivalent" };

    const tests = [...files.values()];
    const { titles, isAll, time } = trialOf(mutant);
    if (titles.length === 0) return { key, fate: "not covered", tests };
    await worker.ask({ kind: "deploy", artifacts, original }, TIME_TO_DEPLOY);
    const request = { kind: "try" as const, mutant: NO_SWITCH, titles, milliseconds: time };
    const answer = await worker.ask(request, WAITING * time);
    if (answer.kind === "late") return { key, fate: "timed out" };
    if (answer.kind !== "tried") return undefined;
    const { killer } = answer;
    return killer === undefined
      ? { key, fate: "survived", tests: isAll ? tests : [] }
      : { key, fate: "killed", killer, confirmed: true };
  }
}

/** Whether a source is part of a contract. */
function isPart(file: string, contract: string, sources: Record<string, string>): boolean {
  return file in withImports([contract.split(":")[0] ?? ""], (name) => sources[name] ?? "");
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
