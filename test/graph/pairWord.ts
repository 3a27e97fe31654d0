import { getStorageAt, setStorageAt } from "@nomicfoundation/hardhat-network-helpers";
import { AbiCoder, keccak256, toBeHex } from "ethers";

import type { ISuretyGraph } from "../../typechain-types";
import { readStorageLayout } from "../support/storageLayout";

/** The fields of a guarantor pair's storage word, the first in the lowest bits, and their widths. */
const FIELDS = [
  ["guarantor0", 32n],
  ["guarantor1", 32n],
  ["serial0", 24n],
  ["serial1", 24n],
  ["premium0", 16n],
  ["premium1", 16n],
  ["since", 40n],
  ["version", 24n],
  ["generation", 16n],
  ["principals", 16n],
  ["ceiling", 16n],
] as const;

/** A pair by its fields. */
export type PairFields = Record<(typeof FIELDS)[number][0], bigint>;

/** The fields of a storage word. */
export function unpackPair(word: bigint): PairFields {
  let rest = word;
  const entries = FIELDS.map(([name, width]) => {
    const value = rest & ((1n << width) - 1n);
    rest >>= width;
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as PairFields;
}

/** The storage word of some fields. */
export function packPair(pair: PairFields): bigint {
  return [...FIELDS].reverse().reduce((word, [name, width]) => (word << width) | pair[name], 0n);
}

/** The storage slot of a member's present pair. */
export async function pairSlot(member: bigint): Promise<string> {
  return entryOf(member, await slotOf("_pairs"));
}

/** The storage slot of an older version of a member's pair. */
export async function historySlot(member: bigint, version: bigint): Promise<string> {
  return entryOf(version, BigInt(entryOf(member, await slotOf("_history"))));
}

/** Reads one of the graph's storage slots. */
export async function readSlot(graph: ISuretyGraph, slot: string): Promise<bigint> {
  return BigInt(await getStorageAt(await graph.getAddress(), slot));
}

/** Overwrites fields of a member's pair, for states that would take years to reach. */
export async function writePair(
  graph: ISuretyGraph,
  member: bigint,
  fields: Partial<PairFields>,
): Promise<void> {
  const slot = await pairSlot(member);
  const pair = unpackPair(await readSlot(graph, slot));
  await setStorageAt(await graph.getAddress(), slot, toBeHex(packPair({ ...pair, ...fields }), 32));
}

async function slotOf(variable: string): Promise<bigint> {
  const { variables } = await readStorageLayout("contracts/SuretyGraph.sol", "SuretyGraph");
  const place = variables[variable];
  if (place === undefined) throw new Error(`SuretyGraph has no variable ${variable}`);
  return BigInt(place.slot);
}

function entryOf(key: bigint, slot: bigint): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [key, slot]));
}
