/** The code that a worker deploys in place of what was built, by the artifact's full name. */
export type Artifacts = Record<string, { bytecode: string; linkReferences: LinkReferences }>;

export type LinkReferences = Record<string, Record<string, { start: number; length: number }[]>>;

/** What a test ran of the mutants' code. */
export interface TracedTest {
  file: string;
  title: string;
  passed: boolean;
  /** Why it failed. */
  reason: string;
  /** Without its fixtures. */
  milliseconds: number;
  fixtures: string[];
  /** With its fixtures. */
  hits: number[];
  /** Without its fixtures. */
  ownHits: number[];
}

/** What a fixture ran of the mutants' code. */
export interface TracedFixture {
  name: string;
  milliseconds: number;
  hits: number[];
}

/** The exit code of a worker that a request takes too much memory or time, as a call that does not end does. */
export const TOO_MUCH = 3;

export type Request =
  /** Runs whole files with no mutant on, and tells what each test ran. */
  | { kind: "trace"; files: string[] }
  /** What the fixtures run, from all workers' traces. */
  | { kind: "fixtures"; fixtures: TracedFixture[] }
  /** Deploys other code from now on, and the original of it to see whether a test passes with that. */
  | { kind: "deploy"; artifacts: Artifacts; original: Artifacts }
  /** Runs tests with a mutant on until one fails, for no more than so much of the processor's time. */
  | { kind: "try"; mutant: number; titles: string[]; milliseconds: number };

export type Reply =
  | { kind: "ready" }
  | { kind: "traced"; tests: TracedTest[]; fixtures: TracedFixture[] }
  | { kind: "taken" }
  | { kind: "tried"; mutant: number; killer: string | undefined; reason: string };
