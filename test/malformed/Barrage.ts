import { toBeHex } from "ethers";
import { artifacts, network } from "hardhat";

import { Dice } from "../model/Dice";
import { known, ZERO_ADDRESS } from "../model/world";
import { Answers, type AnswerCounts, type Answered } from "./Answers";
import { readCallables, type Callable } from "./abi";
import { CalldataDice } from "./calldata";
import { SHAPES } from "./shapes";
import type { Town } from "./town";

type Call = Omit<Answered, "caller" | "succeeded" | "returned">;

const CALLS_AT_ONCE = 250;
const WORD_DIGITS = 64;
const GAS = toBeHex(2n ** 24n);
const ETHER = toBeHex(10n ** 18n);
const SHARE_WITH_VALUE = 0.05;

/** Random calls of the contracts of a town. Nothing of them lasts. */
export class Barrage {
  private constructor(
    private readonly town: Town,
    private readonly code: string,
  ) {}

  static async on(town: Town): Promise<Barrage> {
    const { deployedBytecode } = await artifacts.readArtifact("ManyCalls");
    return new Barrage(town, deployedBytecode);
  }

  /** Makes so many calls of one contract, the same ones for the same seed. */
  async fire(contract: string, count: number, seed: number): Promise<AnswerCounts> {
    const { contracts, lore } = this.town;
    const to = known(contracts[contract], "contract");
    // At the caller's address stands what makes the calls: no contract calls itself.
    const callers = Object.entries(this.town.callers).filter(([, address]) => address !== to);
    const callables = await readCallables(contract);
    const dice = new Dice(seed, true);
    const calldata = new CalldataDice(dice, lore);
    const answers = new Answers();
    for (let left = count; left > 0;) {
      const [caller, from] = known(dice.pick(callers), "caller");
      const length = Math.min(CALLS_AT_ONCE, left);
      const calls = Array.from({ length }, () => chooseCall(dice, calldata, callables));
      const made = await this.makeAll(from, to, calls);
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
    const data = `0x${calls.map((call) => recordOf(to, call)).join("")}`;
    // The caller, whoever it is, has the code that makes the calls, and ether.
    const state = { [from]: { code: this.code, balance: ETHER } };
    const call = { from: ZERO_ADDRESS, to: from, data, gas: GAS };
    const output = (await network.provider.send("eth_call", [call, "latest", state])) as string;
    const made: Omit<Answered, "caller">[] = [];
    for (let at = 2; at < output.length;) {
      const begin = at + WORD_DIGITS;
      const end = begin + 2 * Number(`0x${output.slice(at, begin)}`);
      const succeeded = output.slice(begin, begin + 2) === "01";
      const one = calls[made.length];
      if (!one) throw new Error("There are more answers than calls");
      made.push({ ...one, succeeded, returned: `0x${output.slice(begin + 2, end)}` });
      at = end;
    }
    return made;
  }
}

/** As `ManyCalls` takes it. */
function recordOf(to: string, { value, data }: Call): string {
  const length = (data.length / 2 - 1).toString(16).padStart(24, "0");
  return length + to.slice(2) + value.toString(16).padStart(WORD_DIGITS, "0") + data.slice(2);
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
