import { getBytes } from "ethers";

const ZERO_BYTE = 4;
const NONZERO_BYTE = 16;

/** What the bytes of a call cost, before anything runs. */
export function calldataGas(data: string): number {
  return getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? ZERO_BYTE : NONZERO_BYTE), 0);
}
