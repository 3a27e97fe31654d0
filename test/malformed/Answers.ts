import { Interface } from "ethers";

import { table, type Column } from "../../scripts/lib/table";
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
  readonly example: string;
  readonly count: number;
}

/** How a contract answered, as data. */
export interface AnswerCounts {
  readonly done: number;
  /** Refused with an error of the contracts, by its name. */
  readonly errors: Readonly<Record<string, number>>;
  /** Refused by what the compiler puts before a function: arguments that are none, and ether. */
  readonly undecodable: number;
  readonly ether: number;
  /** By function and answer. */
  readonly faults: Readonly<Record<string, Fault>>;
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
  private done = 0;
  private undecodable = 0;
  private ether = 0;
  private readonly errors = new Map<string, number>();
  private readonly faults = new Map<string, Fault>();

  add(answered: Answered): void {
    const { succeeded, returned } = answered;
    const error = NAMES.get(returned.slice(0, SELECTOR_LENGTH));
    if (succeeded) this.done++;
    else if (error !== undefined) this.addError(error, 1);
    else if (returned === NOTHING && isUnpayable(answered)) this.ether++;
    else if (isOfTheDecoder(returned) && isUndecodable(answered)) this.undecodable++;
    else this.addFault(faultName(answered), { example: tell(answered), count: 1 });
  }

  /** Adds what was counted elsewhere. */
  merge({ done, errors, undecodable, ether, faults }: AnswerCounts): void {
    this.done += done;
    this.undecodable += undecodable;
    this.ether += ether;
    for (const [error, count] of Object.entries(errors)) this.addError(error, count);
    for (const [name, fault] of Object.entries(faults)) this.addFault(name, fault);
  }

  toJSON(): AnswerCounts {
    const { done, undecodable, ether } = this;
    const errors = [...this.errors].sort(([a], [b]) => (a < b ? -1 : 1));
    const faults = Object.fromEntries(this.faults);
    return { done, errors: Object.fromEntries(errors), undecodable, ether, faults };
  }

  private addError(error: string, count: number): void {
    this.errors.set(error, (this.errors.get(error) ?? 0) + count);
  }

  private addFault(name: string, { example, count }: Fault): void {
    const known = this.faults.get(name);
    this.faults.set(name, {
      example: known?.example ?? example,
      count: (known?.count ?? 0) + count,
    });
  }
}

/** What nobody can read, in words. */
export function faultsIn({ faults }: AnswerCounts): string[] {
  return Object.values(faults).map(({ example, count }) => `${count} times ${example}`);
}

export const ANSWER_COLUMNS: readonly Column[] = [
  { title: "contract" },
  { title: "calls", align: "right" },
  { title: "done", align: "right" },
  { title: "custom error", align: "right" },
  { title: "kinds", align: "right" },
  { title: "undecodable", align: "right" },
  { title: "ether refused", align: "right" },
  { title: "unreadable", align: "right" },
];

/** How a contract answered, as under `ANSWER_COLUMNS`. */
export function rowOf(contract: string, answers: AnswerCounts): string[] {
  const { done, errors, undecodable, ether, faults } = answers;
  const refused = sum(Object.values(errors));
  const unreadable = sum(Object.values(faults).map(({ count }) => count));
  const total = done + refused + undecodable + ether + unreadable;
  const kinds = Object.keys(errors).length;
  return [contract, ...[total, done, refused, kinds, undecodable, ether, unreadable].map(String)];
}

/** A table of how contracts answered. */
export function tableOf(answers: ReadonlyMap<string, AnswerCounts>): string {
  const rows = [...answers].map(([contract, counts]) => rowOf(contract, counts));
  return table(ANSWER_COLUMNS, rows).join("\n");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function faultName({ callable, returned }: Answered): string {
  return `${callable?.signature ?? ""} ${returned.slice(0, TOO_MUCH_MEMORY.length)}`;
}

function tell({ shape, callable, caller, value, data, returned }: Answered): string {
  const what = returned === NOTHING ? "nothing" : returned;
  const call = `${shape}, ${callable?.signature ?? "no function"}, ${data}`;
  return `${what}, as to ${call} with ${value} wei by ${caller}`;
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
