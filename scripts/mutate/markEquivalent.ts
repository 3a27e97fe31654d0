import hre from "hardhat";

import type { Area } from "./areas";
import { withMutant } from "./runAlone";
import type { Compile } from "./compileArea";
import type { Settings } from "./compiler";
import type { Journal } from "./Journal";
import type { Mutant } from "./Mutant";

/** What only tests deploy. */
const HARNESS = "contracts/test/";

/**
 * Marks the survivors of which the compiler makes the code of the original, with the settings that
 * the contracts are shipped with: nobody can tell them apart.
 */
export function markEquivalent(
  area: Area,
  mutants: readonly Mutant[],
  journal: Journal,
  compile: Compile,
  tell: (line: string) => void,
): void {
  const settings = hre.config.solidity.compilers[0]?.settings as Settings | undefined;
  const contracts = area.contracts.filter((name) => !name.startsWith(HARNESS));
  const codeOf = (sources: Record<string, string>): string => {
    const outputs: Record<string, Record<string, string[]>> = {};
    for (const name of contracts) {
      const [file = "", contract = ""] = name.split(":");
      outputs[file] = { [contract]: ["evm.bytecode.object"] };
    }
    return JSON.stringify(compile(sources, outputs, settings).contracts);
  };

  const survivors = mutants.filter(({ key }) => journal.get(key)?.fate === "survived");
  if (survivors.length === 0) return;
  const original = codeOf(withMutant(area));
  for (const [index, mutant] of survivors.entries()) {
    if (codeOf(withMutant(area, mutant)) === original) {
      journal.add({ key: mutant.key, fate: "equivalent" });
    }
    tell(`compared ${index + 1} of ${survivors.length} survivors of ${area.name}`);
  }
}
