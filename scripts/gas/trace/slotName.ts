import type { Preimage } from "./Trace";

/** Storage layout as the compiler tells it. */
export interface CompilerLayout {
  storage: readonly LayoutEntry[];
  types: Readonly<Record<string, LayoutType>> | null;
}

interface LayoutEntry {
  label: string;
  slot: string;
  type: string;
}

interface LayoutType {
  encoding: string;
  numberOfBytes: string;
  /** The type of a mapping's values. */
  value?: string;
  /** The type of an array's items. */
  base?: string;
  members?: readonly LayoutEntry[];
}

/** A variable or a part of one. */
interface Place {
  name: string;
  type: string;
}

/** How far a slot may be behind the first one of its record. */
const LARGEST_RECORD = 1_024n;
const BYTES_PER_SLOT = 32n;
const LONGEST_NUMBER = 2n ** 64n;

/**
 * What a slot is called in the source: `_accounts[7]`, `_chains[0x1f...].stages[2].state`.
 *
 * @param preimages What was hashed to find slots, by the hash
 */
export function slotName(
  slot: bigint,
  layout: CompilerLayout,
  preimages: ReadonlyMap<bigint, Preimage>,
): string {
  return find(slot, layout, preimages)?.name ?? `slot ${shorten(slot)}`;
}

function find(
  slot: bigint,
  layout: CompilerLayout,
  preimages: ReadonlyMap<bigint, Preimage>,
): Place | undefined {
  const start = startOf(slot, preimages);
  if (start === undefined) return inMembers(layout.storage, slot, layout, "");

  const { key, base } = preimages.get(start) ?? { base: start };
  const container = find(base, layout, preimages);
  if (container === undefined) return undefined;
  const { value, base: item } = typeOf(layout, container.type);
  const offset = slot - start;
  if (key === undefined) {
    return item === undefined ? undefined : { name: `${container.name}[${offset}]`, type: item };
  }
  return value === undefined
    ? undefined
    : within(value, offset, layout, `${container.name}[${shorten(key)}]`);
}

/** The hash at or before a slot that begins its record. */
function startOf(slot: bigint, preimages: ReadonlyMap<bigint, Preimage>): bigint | undefined {
  let start: bigint | undefined;
  for (const hash of preimages.keys()) {
    if (hash > slot || slot - hash >= LARGEST_RECORD) continue;
    if (start === undefined || hash > start) start = hash;
  }
  return start;
}

function within(type: string, offset: bigint, layout: CompilerLayout, name: string): Place {
  const { members, base, numberOfBytes } = typeOf(layout, type);
  if (members !== undefined) {
    return inMembers(members, offset, layout, `${name}.`) ?? { name, type };
  }
  if (base === undefined) return { name, type };
  if (BigInt(numberOfBytes) <= BYTES_PER_SLOT) return { name, type };
  const slots = slotsOf(layout, base);
  return within(base, offset % slots, layout, `${name}[${offset / slots}]`);
}

function inMembers(
  members: readonly LayoutEntry[],
  offset: bigint,
  layout: CompilerLayout,
  prefix: string,
): Place | undefined {
  // Small variables share a slot: the first and the last that begin in it are named.
  const here = members.filter(({ slot }) => BigInt(slot) === offset);
  const [first, last] = [here[0], here.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    return { name: `${prefix}${first.label}…${last.label}`, type: first.type };
  }
  const before = members.filter(({ slot }) => BigInt(slot) <= offset).at(-1);
  if (before === undefined) return undefined;
  const inside = offset - BigInt(before.slot);
  if (inside >= slotsOf(layout, before.type)) return undefined;
  return within(before.type, inside, layout, `${prefix}${before.label}`);
}

function slotsOf(layout: CompilerLayout, type: string): bigint {
  const { numberOfBytes } = typeOf(layout, type);
  return (BigInt(numberOfBytes) + BYTES_PER_SLOT - 1n) / BYTES_PER_SLOT;
}

function typeOf(layout: CompilerLayout, type: string): LayoutType {
  const found = layout.types?.[type];
  if (found === undefined) throw new RangeError(`The layout has no type ${type}`);
  return found;
}

function shorten(value: bigint): string {
  return value < LONGEST_NUMBER ? value.toString() : `0x${value.toString(16).slice(0, 6)}…`;
}
