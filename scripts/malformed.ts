import { run } from "hardhat";
import { Option } from "commander";

import { Answers, faultsIn, tableOf, type AnswerCounts } from "../test/malformed/Answers";
import { Barrage } from "../test/malformed/Barrage";
import { buildTown, CONTRACTS } from "../test/malformed/town";
import { digestOf } from "./coverage/digestOf";
import { contractSources } from "./lib/contractSources";
import { countOption } from "./lib/countOption";
import { handBack, ownPart, playApart } from "./lib/playApart";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { writeResult } from "./lib/writeResult";

const HELP = `
The calls are made in a network inside this process, in a community in which much is under way, by
members, offices, strangers and the forwarder, one in twenty with ether. The same seed makes the same calls.

Exit codes:
  0  each call that can be decoded was done, or refused with a custom error
  1  a call was answered with a panic or with nothing; see docs/testing.md
  2  wrong usage
`;

interface Options {
  calls: number;
  seed?: number;
  jobs: number;
  only?: string;
  output?: string;
}

/** Calls of one contract. */
interface Part {
  readonly contract: string;
  readonly calls: number;
  readonly seed: number;
}

/** The network inside a process keeps some memory of each call. */
const CALLS_OF_A_PROCESS = 100_000;

async function fire({ contract, calls, seed }: Part): Promise<AnswerCounts> {
  return (await Barrage.on(await buildTown())).fire(contract, calls, seed);
}

/** Makes the calls of each contract, in processes of their own, so many side by side. */
async function fireAtAll(
  contracts: readonly string[],
  { calls, seed }: Omit<Part, "contract">,
  jobs: number,
): Promise<Map<string, AnswerCounts>> {
  const parts = contracts.flatMap((contract) =>
    Array.from({ length: Math.ceil(calls / CALLS_OF_A_PROCESS) }, (_, place) => ({
      contract,
      calls: Math.min(CALLS_OF_A_PROCESS, calls - place * CALLS_OF_A_PROCESS),
      seed: seed + place,
    })),
  );
  const answers = new Map<string, Answers>(contracts.map((contract) => [contract, new Answers()]));
  const work = async (): Promise<void> => {
    for (let part = parts.shift(); part; part = parts.shift()) {
      const counts = (await playApart(__filename, part)) as AnswerCounts;
      answers.get(part.contract)?.merge(counts);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return new Map([...answers].map(([contract, of]) => [contract, of.toJSON()]));
}

runScript(async () => {
  const part = ownPart();
  if (part !== undefined) {
    handBack(await fire(part as Part));
    return 0;
  }
  const options = toolCommand("malformed")
    .description(
      "Call every contract with random data, well formed and malformed, and tell how it answers.",
    )
    .option("--calls <count>", "how many calls of each contract", countOption, 100_000)
    .option("--seed <number>", "what the choices follow from (default: random)", countOption)
    .option("--jobs <count>", "make them in so many processes side by side", countOption, 1)
    .addOption(new Option("--only <contract>", "one contract, not all").choices(CONTRACTS))
    .option("--output <file>", "write what was counted as JSON")
    .addHelpText("after", HELP)
    .parse()
    .opts<Options>();
  const { calls, jobs, only, output, seed = Math.floor(Math.random() * 2 ** 31) } = options;

  await run("compile", { quiet: true });
  console.log(`seed ${seed}, ${calls} calls of each contract`);
  const answers = await fireAtAll(only === undefined ? CONTRACTS : [only], { calls, seed }, jobs);
  console.log(tableOf(answers));
  if (output !== undefined) {
    const sources = digestOf(contractSources());
    const result = { sources, calls, seed, contracts: Object.fromEntries(answers) };
    writeResult(output, result);
  }
  const faults = [...answers].flatMap(([contract, counts]) =>
    faultsIn(counts).map((fault) => `${contract}: ${fault}`),
  );
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
});
