import { parseUnits } from "ethers";

/** What the token of a played community divides into. */
const DECIMALS = 18;

/**
 * Reads an amount in whole tokens such as `100` or `2.5`.
 *
 * @returns token units; undefined when the text is no such amount.
 */
export function parseAmount(text: string): bigint | undefined {
  return /^\d{1,24}(?:\.\d{1,18})?$/.test(text) ? parseUnits(text, DECIMALS) : undefined;
}
