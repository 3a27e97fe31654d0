import type { Check } from "./Check";
import { largestContract, last, mutantScore, tests, traced, withinBudget } from "./figures";

/** All checks of `npm run audit`, in the order in which they run. Each ends within an hour. */
export const CHECKS: readonly Check[] = [
  { name: "compile", run: "compile -- --force", figure: last(/Compiled .*/) },
  { name: "format", run: "format:check" },
  { name: "lint", run: "lint" },
  { name: "types", run: "typecheck" },
  { name: "bindings", run: "bindings:check" },
  { name: "sizes", run: "sizes", figure: largestContract },
  { name: "trace", run: "trace", figure: traced },
  { name: "docs", run: "audit:docs -- --check" },
  { name: "gas", run: "gas:check", figure: withinBudget },
  { name: "performance", run: "performance -- --check" },
  { name: "slither", run: "slither", figure: last(/\d+ of high or medium impact.*/) },
  { name: "prove", run: "prove", figure: last(/\d+ proved, .*/) },
  { name: "tests", run: "test", figure: tests },
  { name: "attacks", run: "attacks", figure: tests },
  { name: "fuzz", run: "fuzz -- --runs 200 --steps 100 --seed 1", figure: last(/\d+ runs of .*/) },
  {
    name: "malformed",
    run: "malformed -- --seed 1",
    figure: last(/\d+ calls of .*/),
  },
  { name: "coverage", run: "coverage", figure: last(/statements .*%/) },
  { name: "mutants", run: "mutate -- --check", figure: mutantScore },
  {
    name: "soundness",
    run: "soundness -- --trials 2 --no-sweeps test/replay/network.csv",
    figure: last(/the books met .*/),
  },
  { name: "scale", run: "bench:scale -- --members 10,1000" },
];
