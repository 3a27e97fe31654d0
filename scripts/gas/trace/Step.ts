/** One step of a traced transaction, as `debug_traceTransaction` tells it. */
export interface Step {
  /** The instruction's name. */
  op: string;
  /** What was left before the step. */
  gas: number;
  /** What the step took; of a call it says little, since it counts the gas that is handed on. */
  gasCost: number;
  /** 1 for the contract that the transaction is sent to, more inside calls. */
  depth: number;
  /** Words in hexadecimal, the top last. */
  stack: readonly string[];
}

/** A word of the stack: 0 is the top. */
export function operand({ stack }: Step, index: number): bigint {
  const word = stack[stack.length - 1 - index];
  if (word === undefined) throw new RangeError(`The stack has no word ${index}`);
  return BigInt(word.startsWith("0x") ? word : `0x${word}`);
}
