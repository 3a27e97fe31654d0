import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { WIDER_TESTS, type Area } from "./areas";
import { ALWAYS, compileArea, type Compile, type Compiled } from "./compileArea";
import type { Journal } from "./Journal";
import type { TracedFixture, TracedTest } from "./messages";
import type { Mutant } from "./Mutant";
import { ROOT } from "./sources";
import { TestOrder } from "./TestOrder";
import { Worker } from "./Workers";

const FOLDER = path.join(ROOT, "build/mutants");
const TIME_TO_TRACE = 3_600_000;
const LEAST_TIME = 30_000;

/** How much longer a test may take with a mutant on. */
const PATIENCE = 10;

interface Traced {
  tests: TracedTest[];
  fixtures: TracedFixture[];
}

export interface RunOptions {
  jobs: number;
  /** Of each mutant's tests, those that take so long together (milliseconds). */
  budget: number;
  /** With the tests of other areas. */
  wider: boolean;
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
  const { jobs, budget, wider, tell } = options;
  const files = testFilesOf(area, wider);
  const tests = stateOf(files.map((file) => readFileSync(path.join(ROOT, file), "utf8")));
  const pending = mutants.filter(({ key }) => {
    const entry = journal.get(key);
    return entry === undefined || (entry.tests !== undefined && entry.tests !== tests);
  });
  if (pending.length === 0) return;

  tell(`${area.name}: ${pending.length} of ${mutants.length} mutants to try`);
  const { artifactsFile, compiled } = prepared(area, pending, compile, tell);
  for (const { key } of compiled.refused) journal.add({ key, fate: "invalid" });

  const workers = Array.from({ length: jobs }, () => new Worker(artifactsFile, files));
  try {
    const { tests: traced, fixtures } = await trace(workers, files, artifactsFile, tests, tell);
    for (const { title, reason } of traced.filter(({ passed }) => !passed)) {
      tell(`left out, as it fails with the mutants off: ${title}: ${reason.split("\n")[0] ?? ""}`);
    }
    const all = withReported(fixtures, compiled.reporters);
    const order = new TestOrder(
      withReported(
        traced.filter(({ passed }) => passed),
        compiled.reporters,
      ),
      all,
    );
    const queue = [...compiled.numbers];
    const tally = new Map<string, number>();
    let done = 0;
    await Promise.all(
      workers.map(async (worker) => {
        await worker.learn(all);
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [number, mutant] = next;
          const { titles, milliseconds, isAll } = order.testsOf(number, mutant, budget);
          const { key } = mutant;
          if (titles.length === 0) journal.add({ key, fate: "not covered", tests });
          else {
            const time = LEAST_TIME + PATIENCE * milliseconds;
            const reply = await worker.ask({ kind: "try", mutant: number, titles }, time);
            const killer = reply?.kind === "tried" ? reply.killer : undefined;
            if (reply === undefined) journal.add({ key, fate: "timed out" });
            else if (killer === undefined) {
              journal.add({ key, fate: "survived", tests: isAll ? tests : "some" });
            } else {
              journal.add({ key, fate: "killed", killer });
              order.learn(mutant, killer);
            }
          }
          const fate = journal.get(key)?.fate ?? "";
          tally.set(fate, (tally.get(fate) ?? 0) + 1);
          if (++done % 50 === 0) {
            tell(
              [
                `${done} of ${compiled.numbers.size}`,
                ...[...tally].map((pair) => pair.join(" ")),
              ].join(", "),
            );
          }
        }
      }),
    );
  } finally {
    for (const worker of workers) worker.stop();
  }
}

/** Adds to what was told to run the mutants that it was told for. */
function withReported<Hit extends { hits: number[] }>(
  found: readonly Hit[],
  reporters: ReadonlyMap<number, number>,
): Hit[] {
  const reported = new Map<number, number[]>();
  for (const [number, reporter] of reporters) {
    reported.set(reporter, [...(reported.get(reporter) ?? []), number]);
  }
  const hitsOf = (hits: readonly number[]): number[] =>
    [ALWAYS, ...hits].flatMap((hit) => reported.get(hit) ?? []);
  return found.map((one) => ({ ...one, hits: hitsOf(one.hits) }));
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

/** Compiles, unless that was done for the same mutants. */
function prepared(
  area: Area,
  mutants: readonly Mutant[],
  compile: Compile,
  tell: (line: string) => void,
): { artifactsFile: string; compiled: Compiled } {
  const state = stateOf(mutants.map(({ key }) => key));
  const artifactsFile = path.join(FOLDER, `${area.name}-${state}.json`);
  const numbersFile = path.join(FOLDER, `${area.name}-${state}.numbers.json`);
  if (existsSync(numbersFile)) {
    const byKey = new Map(mutants.map((mutant) => [mutant.key, mutant]));
    const kept = JSON.parse(readFileSync(numbersFile, "utf8")) as [number, string, number][];
    const numbers = new Map<number, Mutant>();
    for (const [number, key] of kept) {
      const mutant = byKey.get(key);
      if (mutant !== undefined) numbers.set(number, mutant);
    }
    const reporters = new Map(kept.map(([number, , reporter]) => [number, reporter]));
    const inCode = new Set(numbers.values());
    const refused = mutants.filter((mutant) => mutant.place !== "text" && !inCode.has(mutant));
    return { artifactsFile, compiled: { artifacts: {}, numbers, reporters, refused } };
  }
  const compiled = compileArea(area, mutants, compile, tell);
  const { artifacts, numbers, reporters } = compiled;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(artifactsFile, JSON.stringify(artifacts));
  writeFileSync(
    numbersFile,
    JSON.stringify([...numbers].map(([number, { key }]) => [number, key, reporters.get(number)])),
  );
  return { artifactsFile, compiled };
}

/** Lets the workers run all tests with no mutant on, and learns what code each runs. */
async function trace(
  workers: readonly Worker[],
  files: readonly string[],
  artifactsFile: string,
  tests: string,
  tell: (line: string) => void,
): Promise<Traced> {
  const kept = artifactsFile.replace(/\.json$/, `.${tests}.trace.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as Traced;

  const queue = [...files];
  const traced: Traced = { tests: [], fixtures: [] };
  const fixtures = new Map<string, TracedFixture>();
  await Promise.all(
    workers.map(async (worker) => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const started = Date.now();
        const reply = await worker.ask({ kind: "trace", files: [file] }, TIME_TO_TRACE);
        if (reply?.kind !== "traced") throw new Error(`${file} cannot be traced`);
        traced.tests.push(...reply.tests);
        for (const { name, milliseconds, hits } of reply.fixtures) {
          const all = new Set([...(fixtures.get(name)?.hits ?? []), ...hits]);
          fixtures.set(name, { name, milliseconds, hits: [...all] });
        }
        tell(`traced ${file} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }
    }),
  );
  traced.fixtures = [...fixtures.values()];
  writeFileSync(kept, JSON.stringify(traced));
  return traced;
}
