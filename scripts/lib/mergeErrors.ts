import { ErrorFragment, type JsonFragment } from "ethers";

export type AbiItem = JsonFragment & { type: string };

/** The custom errors of several interfaces, each signature once, sorted by signature. */
export function mergeErrors(abis: AbiItem[][]): AbiItem[] {
  const bySignature = new Map<string, AbiItem>();
  for (const item of abis.flat()) {
    if (item.type !== "error") continue;
    const signature = ErrorFragment.from(item).format("sighash");
    if (!bySignature.has(signature)) bySignature.set(signature, item);
  }
  return [...bySignature.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item);
}
