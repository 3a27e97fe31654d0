import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import { compileSolidity, compilerVersion } from "../lib/compileSolidity";
import { contractSources } from "../lib/contractSources";
import { KepilError } from "../lib/KepilError";

const output = z.looseObject({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).optional(),
  contracts: z.record(z.string(), z.record(z.string(), z.looseObject({}))).default({}),
});

/** No code was made: an analyser of source text does not read it, but its reader wants the fields. */
const NO_CODE = {
  bytecode: { object: "", sourceMap: "" },
  deployedBytecode: { object: "", sourceMap: "" },
};

/**
 * Writes the syntax trees of all contracts as one build-info of Hardhat's form.
 *
 * Hardhat's own build-infos hold parts of the contracts each, and older versions of some after a
 * partial compilation; making code for none takes seconds instead of a minute.
 *
 * @param folder Where; what is in it is replaced.
 */
export async function writeBuildInfo(folder: string): Promise<void> {
  const input = {
    language: "Solidity" as const,
    sources: Object.fromEntries(
      [...contractSources()].map(([file, content]) => [file, { content }]),
    ),
    settings: { evmVersion: "cancun", outputSelection: { "*": { "*": ["abi"], "": ["ast"] } } },
  };
  const { errors = [], contracts, ...rest } = output.parse(await compileSolidity(input));
  const faults = errors.filter(({ severity }) => severity === "error");
  if (faults.length > 0) {
    throw new KepilError(faults.map(({ formattedMessage }) => formattedMessage).join("\n"));
  }

  const withoutCode = Object.fromEntries(
    Object.entries(contracts).map(([file, inFile]) => [
      file,
      Object.fromEntries(
        Object.entries(inFile).map(([name, contract]) => [name, { ...contract, evm: NO_CODE }]),
      ),
    ]),
  );
  const buildInfo = {
    solcVersion: await compilerVersion(),
    input,
    output: { ...rest, contracts: withoutCode },
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "contracts.json"), JSON.stringify(buildInfo));
}
