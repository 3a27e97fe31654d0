import { Interface } from "ethers";

import { table } from "../../scripts/lib/table";
import { errorAbi } from "../../typechain-types/errors";
import type { Callable } from "./abi";
import { isDecodable } from "./decodable";

/** A call that was made, and what came back. */
export interface Answered {
  readonly shape: string;
  /** The function that the data names, if there is one. */
  readonly callable: Callable | undefined;
  readonly caller: string;
  readonly value: bigint;
  readonly data: string;
  readonly succeeded: boolean;
  readonly returned: string;
}

/** An answer that nobody can read: a panic, nothing at all, or an error that no contract has. */
interface Fault {
  readonly example: Answered;
  count: number;
}

const errors = new Interface(errorAbi);
const NAMES = new Map<string, string>();
errors.forEachError(({ selector, name }) => NAMES.set(selector, name));

const SELECTOR_LENGTH = 10;
const NOTHING = "0x";
/** How the compiler's code refuses the length of `bytes` that no memory holds. */
const TOO_MUCH_MEMORY = errors.encodeErrorResult("Panic(uint256)", [0x41]);

/** How one contract answered. */
export class Answers {
  total = 0;
  done = 0;
  /** Refused by what the compiler puts before a function: arguments that are none, and ether. */
  undecodable = 0;
  ether = 0;
  private readonly byError = new Map<string, number>();
  private readonly byFault = new Map<string, Fault>();

  add(answered: Answered): void {
    const { succeeded, returned } = answered;
    const error = NAMES.get(returned.slice(0, SELECTOR_LENGTH));
    this.total++;
    if (succeeded) this.done++;
    else if (error !== undefined) this.byError.set(error, (this.byError.get(error) ?? 0) + 1);
    else if (returned === NOTHING && isUnpayable(answered)) this.ether++;
    else if (isOfTheDecoder(returned) && isUndecodable(answered)) this.undecodable++;
    else this.addFault(answered);
  }

  /** Answers that nobody can read, with an example and how often they came. */
  get faults(): string[] {
    return [...this.byFault.values()].map(({ example, count }) => {
      const { shape, callable, caller, value, data, returned } = example;
      const what = returned === NOTHING ? "nothing" : returned;
      const call = `${shape}, ${callable?.signature ?? "no function"}, ${data}`;
      return `${count} times ${what}, as to ${call} with ${value} wei by ${caller}`;
    });
  }

  /** Refused with an error of the contracts. */
  get refused(): number {
    return [...this.byError.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many different errors there were. */
  get kinds(): number {
    return this.byError.size;
  }

  private addFault(answered: Answered): void {
    const { callable, returned } = answered;
    const key = `${callable?.signature ?? ""} ${returned.slice(0, TOO_MUCH_MEMORY.length)}`;
    const fault = this.byFault.get(key);
    if (fault) fault.count++;
    else this.byFault.set(key, { example: answered, count: 1 });
  }
}

/** A table of how contracts answered. */
export function tableOf(answers: ReadonlyMap<string, Answers>): string {
  const right = "right" as const;
  return table(
    [
      { title: "contract" },
      { title: "calls", align: right },
      { title: "done", align: right },
      { title: "custom error", align: right },
      { title: "kinds", align: right },
      { title: "undecodable", align: right },
      { title: "ether refused", align: right },
      { title: "unreadable", align: right },
    ],
    [...answers].map(([contract, { total, done, refused, kinds, undecodable, ether }]) => [
      contract,
      ...[total, done, refused, kinds, undecodable, ether].map(String),
      String(total - done - refused - undecodable - ether),
    ]),
  ).join("\n");
}

function isUnpayable({ callable, value }: Answered): boolean {
  return value > 0n && callable?.isPayable !== true;
}

function isUndecodable({ callable, data }: Answered): boolean {
  return callable !== undefined && !isDecodable(callable.inputs, data.slice(2));
}

function isOfTheDecoder(returned: string): boolean {
  return returned === NOTHING || returned === TOO_MUCH_MEMORY;
}
