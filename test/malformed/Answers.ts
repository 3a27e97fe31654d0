import { Interface } from "ethers";

import { table } from "../../scripts/lib/table";
import { errorAbi } from "../../typechain-types/errors";
import type { Callable } from "./abi";
import { hasForeignWord } from "./foreignWords";

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

/** The error in words with which the compiler's own code refuses ether, and what it cannot decode. */
const IN_WORDS = "0x08c379a0";
const SELECTOR_LENGTH = 10;
const WORD_LENGTH = 64;
const NOTHING = "0x";

/** How one contract answered. */
export class Answers {
  total = 0;
  done = 0;
  /** Refused by the compiler's own code, which has no words for a value that is none of its type. */
  foreign = 0;
  private readonly byError = new Map<string, number>();
  private readonly byWords = new Map<string, number>();
  private readonly byFault = new Map<string, Fault>();

  add(answered: Answered): void {
    const { succeeded, returned } = answered;
    const selector = returned.slice(0, SELECTOR_LENGTH);
    const error = NAMES.get(selector);
    this.total++;
    if (succeeded) this.done++;
    else if (selector === IN_WORDS) raise(this.byWords, wordsIn(returned));
    else if (error !== undefined) raise(this.byError, error);
    else if (returned === NOTHING && namesNoValue(answered)) this.foreign++;
    else this.addFault(answered);
  }

  /** Answers that nobody can read, with an example and how often they came. */
  get faults(): string[] {
    return [...this.byFault.values()].map(({ example, count }) => {
      const { shape, callable, caller, value, data, returned } = example;
      const what = returned === NOTHING ? "nothing" : returned;
      const call = `${shape}, ${callable?.signature ?? "no function"}, ${data} with ${value} wei by ${caller}`;
      return `${count} times ${what}, as to ${call}`;
    });
  }

  get refused(): number {
    return sumOf(this.byError);
  }

  /** How many different errors there were. */
  get kinds(): number {
    return this.byError.size;
  }

  get told(): number {
    return sumOf(this.byWords);
  }

  private addFault(answered: Answered): void {
    const { callable, returned } = answered;
    const what = returned.slice(0, SELECTOR_LENGTH + WORD_LENGTH);
    const key = `${callable?.signature ?? ""} ${what}`;
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
      { title: "custom errors", align: right },
      { title: "kinds of them", align: right },
      { title: "undecodable, told in words", align: right },
      { title: "a word outside its type", align: right },
      { title: "unreadable", align: right },
    ],
    [...answers].map(([contract, of]) => [
      contract,
      ...[of.total, of.done, of.refused, of.kinds, of.told, of.foreign].map(String),
      String(of.total - of.done - of.refused - of.told - of.foreign),
    ]),
  ).join("\n");
}

function namesNoValue({ callable, data }: Answered): boolean {
  return callable !== undefined && hasForeignWord(callable.inputs, data.slice(2));
}

function wordsIn(returned: string): string {
  return String(errors.decodeErrorResult("Error(string)", returned)[0]);
}

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
