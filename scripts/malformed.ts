import { run } from "hardhat";
import { Command } from "commander";

import { tableOf } from "../test/malformed/Answers";
import { Barrage } from "../test/malformed/Barrage";
import { buildTown } from "../test/malformed/town";
import { countOption } from "./lib/countOption";
import { runScript } from "./lib/runScript";

const HELP = `
The calls are made in a network inside this process, in a community in which much is under way, by
members, offices, strangers and the forwarder, one in twenty with ether. The same seed makes the same calls.

Exit codes:
  0  each call that can be decoded was done, or refused with a custom error
  1  a call was answered with a panic or with nothing; see docs/testing.md
`;

interface Options {
  calls: number;
  seed?: number;
}

runScript(async () => {
  const { calls, seed = Math.floor(Math.random() * 2 ** 31) } = new Command("malformed")
    .description(
      "Call every contract with random data, well formed and malformed, and tell how it answers.",
    )
    .option("--calls <count>", "how many calls of each contract", countOption, 100_000)
    .option("--seed <number>", "what the choices follow from (default: random)", countOption)
    .addHelpText("after", HELP)
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();

  await run("compile", { quiet: true });
  console.log(`seed ${seed}, ${calls} calls of each contract`);
  const answers = await (await Barrage.on(await buildTown())).fire(calls, seed);
  console.log(tableOf(answers));
  const faults = [...answers].flatMap(([contract, { faults: found }]) =>
    found.map((fault) => `${contract}: ${fault}`),
  );
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
});
