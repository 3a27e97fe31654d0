import { Interface, isHexString } from "ethers";

import { errorAbi } from "../../typechain-types/errors";
import { KepilError } from "./KepilError";

/** A custom error of the contracts, or one of Solidity's own two. */
export type ProtocolErrorName = (typeof errorAbi)[number]["name"] | "Error" | "Panic";

/** A contract's refusal, decoded. */
export class ProtocolError extends KepilError {
  override readonly name = "ProtocolError";

  constructor(
    readonly errorName: ProtocolErrorName,
    /** The arguments by parameter name, or by position where a parameter has no name. */
    readonly args: Readonly<Record<string, unknown>>,
  ) {
    const list = Object.entries(args).map(([name, value]) => `${name}: ${String(value)}`);
    super(`${errorName}(${list.join(", ")})`);
  }
}

const errorInterface = new Interface(errorAbi);

/**
 * Decodes revert data with the errors of all contracts, since one contract's error can come up
 * through a call to another.
 *
 * @returns undefined when the data is empty or of no known error.
 */
export function decodeRevertData(data: string): ProtocolError | undefined {
  if (!isHexString(data) || data.length < 10) return undefined;

  const description = errorInterface.parseError(data);
  if (description === null) return undefined;

  const args = description.fragment.inputs.map((input, index): [string, unknown] => [
    input.name === "" ? String(index) : input.name,
    description.args[index],
  ]);
  return new ProtocolError(description.name as ProtocolErrorName, Object.fromEntries(args));
}
