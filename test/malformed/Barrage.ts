import { Interface, toBeHex } from "ethers";
import { artifacts, network } from "hardhat";

import { Dice } from "../model/Dice";
import { Answers, type AnswerCounts, type Answered } from "./Answers";
import { readCallables, type Callable } from "./abi";
import { CalldataDice } from "./calldata";
import { SHAPES } from "./shapes";
import type { Town } from "./town";

type Call = Omit<Answered, "caller" | "succeeded" | "returned">;

const CALLS_AT_ONCE = 250;
/** More than a call needs; one that does not come to an end is left without an answer. */
const GAS_EACH = 2_000_000n;
const GAS = toBeHex(2n ** 24n);
const ETHER = toBeHex(10n ** 18n);
const SHARE_WITH_VALUE = 0.05;

/** Random calls of the contracts of a town. Nothing of them lasts. */
export class Barrage {
  private constructor(
    private readonly town: Town,
    private readonly abi: Interface,
    private readonly code: string,
  ) {}

  static async on(town: Town): Promise<Barrage> {
    const { abi, deployedBytecode } = await artifacts.readArtifact("ManyCalls");
    return new Barrage(town, new Interface(abi), deployedBytecode);
  }

  /** Makes so many calls of one contract, the same ones for the same seed. */
  async fire(contract: string, count: number, seed: number): Promise<AnswerCounts> {
    const { contracts, callers, lore } = this.town;
    const callables = await readCallables(contract);
    const dice = new Dice(seed, true);
    const calldata = new CalldataDice(dice, lore);
    const answers = new Answers();
    for (let left = count; left > 0;) {
      const [caller, from] = dice.pick(Object.entries(callers)) ?? ["nobody", ""];
      const length = Math.min(CALLS_AT_ONCE, left);
      const calls = Array.from({ length }, () => chooseCall(dice, calldata, callables));
      const made = await this.makeAll(from, contracts[contract] ?? "", calls);
      for (const answer of made) answers.add({ ...answer, caller });
      left -= made.length;
    }
    return answers.toJSON();
  }

  /** Makes calls in one, each from the same state; those for which no gas was left are missing. */
  private async makeAll(
    from: string,
    to: string,
    calls: readonly Call[],
  ): Promise<Omit<Answered, "caller">[]> {
    const list = calls.map(({ value, data }) => [to, value, data]);
    const data = this.abi.encodeFunctionData("makeAll", [list, GAS_EACH]);
    // The caller, whoever it is, has the code that makes the calls, and ether.
    const state = { [from]: { code: this.code, balance: ETHER } };
    const call = { to: from, data, gas: GAS };
    const output = (await network.provider.send("eth_call", [call, "latest", state])) as string;
    const [answers] = this.abi.decodeFunctionResult("makeAll", output) as unknown as [string[]];
    return calls.flatMap((each, place) => {
      const answer = answers[place] ?? "0x";
      return answer === "0x" ? [] : [{ ...each, ...this.read(answer) }];
    });
  }

  private read(answer: string): Pick<Answered, "succeeded" | "returned"> {
    const made = this.abi.decodeErrorResult("Made", answer) as unknown as [boolean, string];
    return { succeeded: made[0], returned: made[1] };
  }
}

function chooseCall(dice: Dice, calldata: CalldataDice, callables: readonly Callable[]): Call {
  const callable = dice.pick(callables);
  const [shape, press] = dice.pick(Object.entries(SHAPES)) ?? [];
  if (!callable || shape === undefined || !press) throw new Error("There is nothing to call");
  const digits = press({ dice, calldata, callable });
  const named = callables.find(({ selector }) => digits.startsWith(selector));
  const value = dice.chance(SHARE_WITH_VALUE) ? dice.one(1n, 1_000n) : 0n;
  return { shape, callable: named, value, data: `0x${digits}` };
}
