import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { WIDER_TESTS, type Area } from "./areas";
import { compileArea, type Compile, type Compiled } from "./compileArea";
import type { Entry, Journal } from "./Journal";
import type { TracedFixture, TracedTest } from "./messages";
import type { Mutant } from "./Mutant";
import { runAlone, type Trial } from "./runAlone";
import { ROOT } from "./sources";
import { TestOrder } from "./TestOrder";
import { WAITING, Worker } from "./Workers";

const FOLDER = path.join(ROOT, "build/mutants");
const TIME_TO_TRACE = 3_600_000;
const LEAST_TIME = 15_000;

/** What all tests of an area may take together (milliseconds). */
const TIME_OF_ALL = 1_800_000;

/** How much longer a test may take with a mutant on. */
const PATIENCE = 4;

/** What the tests of a mutant that is explained may take (milliseconds). */
const BRIEFLY = 3_000;

/** After how many mutants the counts are told. */
const TOLD_EVERY = 50;

const NUMBERS = ".numbers.json";

interface Traced {
  tests: TracedTest[];
  fixtures: TracedFixture[];
}

export interface RunOptions {
  jobs: number;
  /** Of each mutant's tests, those that take so long together (milliseconds). */
  budget: number;
  /** When to stop, though mutants are left. */
  end: number;
  /** Those of which it is known why no test notices them: they are tried with the likeliest tests alone. */
  explained: ReadonlySet<Mutant>;
  /** With the tests of other areas. */
  wider: boolean;
  /** Those again of which a test has failed only once, that test first. */
  confirm: boolean;
  tell: (line: string) => void;
}

/** Runs an area's mutants that the journal does not know yet. */
export async function runArea(
  area: Area,
  mutants: readonly Mutant[],
  journal: Journal,
  compile: Compile,
  options: RunOptions,
): Promise<void> {
  const files = new Map(
    testFilesOf(area, options.wider).map((file) => [
      file,
      stateOf([file, readFileSync(path.join(ROOT, file), "utf8")]),
    ]),
  );
  const pending = mutants.filter((mutant) => {
    const entry = journal.get(mutant.key);
    if (options.confirm) return entry?.fate === "killed" && entry.confirmed !== true;
    if (entry?.tests === undefined) return entry === undefined;
    const tried = new Set(entry.tests);
    return !options.explained.has(mutant) && [...files.values()].some((state) => !tried.has(state));
  });
  options.tell(`${area.name}: ${pending.length} of ${mutants.length} mutants to try`);
  if (pending.length > 0) {
    await runPending(pending, { area, mutants, journal, compile, files, ...options });
  }
}

interface Run extends RunOptions {
  area: Area;
  /** All mutants of the area. */
  mutants: readonly Mutant[];
  journal: Journal;
  compile: Compile;
  /** The test files, each with its state. */
  files: ReadonlyMap<string, string>;
}

async function runPending(pending: readonly Mutant[], run: Run): Promise<void> {
  const { area, mutants, journal, compile, jobs, tell } = run;
  // Those that are done as well, so that this need not be compiled again.
  const woven = mutants.filter(
    ({ place, key }) => place !== "text" && journal.get(key)?.fate !== "invalid",
  );
  const { artifactsFile, compiled } = prepared(area, woven, compile, tell);

  const files = [...run.files.keys()];
  const workers = Array.from({ length: jobs }, () => new Worker(artifactsFile, files));
  try {
    const { tests: traced, fixtures } = await trace(workers, files, artifactsFile, tell);
    for (const { title, reason } of traced.filter(({ passed }) => !passed)) {
      tell(`left out, as it fails with the mutants off: ${title}: ${reason.split("\n")[0] ?? ""}`);
    }
    const passed = traced.filter((test) => test.passed);
    const all = toldBy(compiled.reporters);
    const allFixtures = fixtures.map((one) => ({ ...one, hits: all(one.hits) }));
    const order = new TestOrder(
      passed.map((one) => ({ ...one, hits: all(one.hits), ownHits: all(one.ownHits) })),
      allFixtures,
    );
    for (const mutant of mutants) {
      const killer = journal.get(mutant.key)?.killer;
      if (killer !== undefined) order.learn(mutant, killer);
    }
    const wanted = new Set(pending);
    const numbers = [...compiled.numbers].filter(([, mutant]) => wanted.has(mutant));
    // Tracing fills the memory: those that try mutants start afresh.
    for (const worker of workers) {
      worker.stop();
      await worker.learn(allFixtures);
    }
    await runWoven(numbers, workers, order, run);
    if (Date.now() >= run.end) return;

    // What does not compile beside others may do so alone.
    const refused = new Set(compiled.refused);
    const alone = inTurn(
      pending.filter((mutant) => mutant.place === "text" || refused.has(mutant.key)),
      ({ key }) => key,
      journal,
    );
    const numberOf = new Map([...compiled.numbers].map(([number, mutant]) => [mutant, number]));
    await runAlone(alone, {
      ...run,
      workers,
      trialOf: (mutant) => {
        const probe = probeOf(mutant, mutants);
        const number = probe && numberOf.get(probe);
        if (number !== undefined) return trialOf(number, mutant, order, run);
        const titles = killerFirst(
          passed.map(({ title }) => title),
          journal.get(mutant.key),
        );
        return { titles, isAll: true, time: TIME_OF_ALL };
      },
    });
  } finally {
    for (const worker of workers) worker.stop();
  }
}

async function runWoven(
  numbers: readonly (readonly [number, Mutant])[],
  workers: readonly Worker[],
  order: TestOrder,
  run: Run,
): Promise<void> {
  const { journal, tell, end } = run;
  const queue = inTurn(numbers, ([, { key }]) => key, journal);
  const tally = new Map<string, number>();
  let done = 0;
  await Promise.all(
    workers.map(async (worker) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (Date.now() >= end) break;
        const [number, mutant] = next;
        await tryWoven(worker, number, mutant, order, run);
        const fate = journal.get(mutant.key)?.fate ?? "not run";
        tally.set(fate, (tally.get(fate) ?? 0) + 1);
        if (++done % TOLD_EVERY > 0) continue;
        const counts = [...tally].map((pair) => pair.join(" ")).join(", ");
        tell(`${done} of ${numbers.length}: ${counts}`);
      }
    }),
  );
}

async function tryWoven(
  worker: Worker,
  number: number,
  mutant: Mutant,
  order: TestOrder,
  run: Run,
): Promise<void> {
  const { journal, tell } = run;
  const { key } = mutant;
  const { titles, isAll, time } = trialOf(number, mutant, order, run);
  const tests = [...run.files.values()];
  if (titles.length === 0) {
    // What some tests have not noticed, others that do not run it do not notice either.
    journal.add({ key, fate: journal.get(key)?.fate ?? "not covered", tests });
    return;
  }
  const request = { kind: "try" as const, mutant: number, titles, milliseconds: time };
  let answer = await worker.ask(request, WAITING * time);
  // A worker that the system ended has noticed nothing.
  if (answer.kind === "crashed") answer = await worker.ask(request, WAITING * time);
  if (answer.kind === "late") journal.add({ key, fate: "timed out" });
  else if (answer.kind !== "tried") tell(`a worker ended twice at ${nameOf(mutant)}`);
  else if (answer.killer === undefined) {
    journal.add({ key, fate: "survived", tests: isAll ? tests : [] });
  } else {
    journal.add({ key, fate: "killed", killer: answer.killer, confirmed: true });
    order.learn(mutant, answer.killer);
  }
}

/** In no order of the source, so that what a run gets done is a fair sample; what lives already takes longest. */
function inTurn<T>(mutants: readonly T[], keyOf: (mutant: T) => string, journal: Journal): T[] {
  const rank = (mutant: T): string => {
    const key = keyOf(mutant);
    return `${journal.get(key) === undefined ? 0 : 1} ${key}`;
  };
  return [...mutants].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The tests that a mutant is tried with, and what they may take. */
function trialOf(number: number, mutant: Mutant, order: TestOrder, run: Run): Trial {
  const budget = run.explained.has(mutant) ? Math.min(run.budget, BRIEFLY) : run.budget;
  const chosen = order.testsOf(number, mutant, untried(mutant, run), budget);
  const { titles, milliseconds, isAll } = chosen;
  return {
    titles: killerFirst(titles, run.journal.get(mutant.key)),
    isAll,
    time: LEAST_TIME + PATIENCE * milliseconds,
  };
}

/** Tests, the one before all others that has noticed the mutant before. */
function killerFirst(titles: readonly string[], entry: Entry | undefined): string[] {
  const isKiller = (title: string): number => (title === entry?.killer ? 1 : 0);
  return [...titles].sort((a, b) => isKiller(b) - isKiller(a));
}

/** A mutant that a switch can choose, and whose code runs whenever that of another does. */
function probeOf({ file, run }: Mutant, mutants: readonly Mutant[]): Mutant | undefined {
  return mutants.find((one) => one.place !== "text" && one.file === file && one.run === run);
}

/** The test files that a mutant was not tried with. */
function untried({ key }: Mutant, { journal, files }: Run): Set<string> {
  const tried = new Set(journal.get(key)?.tests);
  return new Set([...files.keys()].filter((file) => !tried.has(files.get(file) ?? "")));
}
function nameOf({ file, line, original, replacement }: Mutant): string {
  return `${file}:${line}: ${original} -> ${replacement}`;
}

/** The mutants that those which were told to run tell of. */
function toldBy(reporters: ReadonlyMap<number, number>): (hits: readonly number[]) => number[] {
  const told = new Map<number, number[]>();
  for (const [number, reporter] of reporters) {
    told.set(reporter, [...(told.get(reporter) ?? []), number]);
  }
  return (hits) => hits.flatMap((hit) => told.get(hit) ?? []);
}

/** The files of an area's tests. */
function testFilesOf({ tests }: Area, wider: boolean): string[] {
  return readdirSync(path.join(ROOT, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join("test", file.split(path.sep).join("/")))
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => tests.test(file) || (wider && WIDER_TESTS.test(file)))
    .sort();
}

function stateOf(texts: readonly string[]): string {
  return createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 16);
}

/** What is kept of a compilation beside the code. */
interface Kept {
  /** Of each mutant its number, its key and its reporter. */
  numbers: [number: number, key: string, reporter: number][];
  /** The keys of those that do not compile beside the others. */
  refused: string[];
}

interface Prepared extends Pick<Compiled, "numbers" | "reporters"> {
  /** The keys of those that do not compile beside the others. */
  refused: ReadonlySet<string>;
}

/** Compiles, unless that was done for these mutants, alone or among others. */
function prepared(
  area: Area,
  mutants: readonly Mutant[],
  compile: Compile,
  tell: (line: string) => void,
): { artifactsFile: string; compiled: Prepared } {
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) {
    if (!file.startsWith(`${area.name}-`) || !file.endsWith(NUMBERS)) continue;
    const kept = JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as Kept;
    const byKey = new Map(kept.numbers.map(([number, key]) => [key, number]));
    const refused = new Set(kept.refused);
    if (mutants.some(({ key }) => !byKey.has(key) && !refused.has(key))) continue;
    const numbers = new Map(
      mutants.flatMap((mutant) => {
        const number = byKey.get(mutant.key);
        return number === undefined ? [] : [[number, mutant]];
      }),
    );
    const reporters = new Map(kept.numbers.map(([number, , reporter]) => [number, reporter]));
    const artifactsFile = path.join(FOLDER, file.replace(NUMBERS, ".json"));
    return { artifactsFile, compiled: { numbers, reporters, refused } };
  }

  const state = stateOf(mutants.map(({ key }) => key));
  const artifactsFile = path.join(FOLDER, `${area.name}-${state}.json`);
  const { artifacts, numbers, reporters, refused } = compileArea(area, mutants, compile, tell);
  writeFileSync(artifactsFile, JSON.stringify(artifacts));
  const kept: Kept = {
    numbers: [...numbers].map(([number, { key }]) => [
      number,
      key,
      reporters.get(number) ?? number,
    ]),
    refused: refused.map(({ key }) => key),
  };
  writeFileSync(artifactsFile.replace(/\.json$/, NUMBERS), JSON.stringify(kept));
  return { artifactsFile, compiled: { numbers, reporters, refused: new Set(kept.refused) } };
}

/** Lets the workers run all tests with no mutant on, and learns what code each runs. */
async function trace(
  workers: readonly Worker[],
  files: readonly string[],
  artifactsFile: string,
  tell: (line: string) => void,
): Promise<Traced> {
  const queue = [...files];
  const tests: TracedTest[] = [];
  const fixtures = new Map<string, TracedFixture>();
  await Promise.all(
    workers.map(async (worker) => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const traced = await traceFile(worker, file, artifactsFile, tell);
        tests.push(...traced.tests);
        for (const { name, milliseconds, hits } of traced.fixtures) {
          const all = new Set([...(fixtures.get(name)?.hits ?? []), ...hits]);
          fixtures.set(name, { name, milliseconds, hits: [...all] });
        }
      }
    }),
  );
  return { tests, fixtures: [...fixtures.values()] };
}

/** Traces one file, unless that was done for the same code and the same tests. */
async function traceFile(
  worker: Worker,
  file: string,
  artifactsFile: string,
  tell: (line: string) => void,
): Promise<Traced> {
  const state = stateOf([file, readFileSync(path.join(ROOT, file), "utf8")]);
  const kept = artifactsFile.replace(/\.json$/, `.${state}.trace.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as Traced;

  const started = Date.now();
  const answer = await worker.ask({ kind: "trace", files: [file] }, TIME_TO_TRACE);
  if (answer.kind !== "traced") {
    tell(`left out, as it cannot be traced: ${file}`);
    return { tests: [], fixtures: [] };
  }
  const { tests, fixtures } = answer;
  writeFileSync(kept, JSON.stringify({ tests, fixtures }));
  tell(`traced ${file} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return { tests, fixtures };
}
