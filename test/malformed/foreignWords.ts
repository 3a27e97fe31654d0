import { itemOf, type Parameter } from "./abi";

/** How many values an enumeration has that is a parameter of some function. */
const SIZES: Readonly<Record<string, bigint>> = {
  "enum Side": 2n,
  "enum ITradeChains.ClaimKind": 5n,
};

const WORD_DIGITS = 64;
const SELECTOR_DIGITS = 8;
/** The compiler's decoder goes no farther. */
const FARTHEST = 2n ** 64n - 1n;

/** Call data, and the place in it that offsets count from. */
interface Cursor {
  readonly digits: string;
  readonly base: number;
}

/**
 * Whether a word of the arguments is no value of its type: a number, an address or a flag with higher
 * bits set, bytes with lower ones, an enumeration's value that is not there.
 */
export function hasForeignWord(inputs: readonly Parameter[], digits: string): boolean {
  return isForeignIn(inputs, { digits, base: SELECTOR_DIGITS });
}

function isForeignIn(parts: readonly Parameter[], cursor: Cursor): boolean {
  let place = cursor.base;
  for (const part of parts) {
    if (isDynamic(part)) {
      const base = cursor.base + 2 * offsetAt(cursor, place);
      if (isForeignBehind(part, { ...cursor, base })) return true;
      place += WORD_DIGITS;
    } else {
      if (isForeignHere(part, { ...cursor, base: place })) return true;
      place += WORD_DIGITS * sizeOf(part);
    }
  }
  return false;
}

/** In a value that stands where it is. */
function isForeignHere(part: Parameter, cursor: Cursor): boolean {
  if (part.type === "tuple") return isForeignIn(part.components ?? [], cursor);
  const word = wordAt(cursor, cursor.base);
  return word !== undefined && !isValue(part, word);
}

/** In a value that an offset leads to. */
function isForeignBehind(part: Parameter, cursor: Cursor): boolean {
  if (part.type === "tuple") return isForeignIn(part.components ?? [], cursor);
  if (!part.type.endsWith("[]")) return false;
  const length = wordAt(cursor, cursor.base);
  const item = itemOf(part);
  const base = cursor.base + WORD_DIGITS;
  if (length === undefined) return false;
  const most = Math.floor((cursor.digits.length - base) / WORD_DIGITS);
  if (length > BigInt(most)) return false;
  const items = Array.from({ length: Number(length) }, () => item);
  return isForeignIn(items, { ...cursor, base });
}

function isDynamic({ type, components = [] }: Parameter): boolean {
  return type.endsWith("[]") || type === "bytes" || type === "string" || components.some(isDynamic);
}

/** In words. */
function sizeOf({ type, components = [] }: Parameter): number {
  return type === "tuple" ? components.reduce((size, each) => size + sizeOf(each), 0) : 1;
}

/** How far on an offset leads, or how far back; not a number if it leads nowhere. */
function offsetAt(cursor: Cursor, place: number): number {
  const word = wordAt(cursor, place);
  const offset = word === undefined ? undefined : BigInt.asIntN(256, word);
  return offset !== undefined && offset >= -FARTHEST && offset <= FARTHEST ? Number(offset) : NaN;
}

function wordAt({ digits }: Cursor, place: number): bigint | undefined {
  const word = place >= 0 ? digits.slice(place, place + WORD_DIGITS) : "";
  return word.length === WORD_DIGITS ? BigInt(`0x${word}`) : undefined;
}

function isValue({ type, internalType = "" }: Parameter, word: bigint): boolean {
  if (type === "bool") return word < 2n;
  if (type === "address") return word < 2n ** 160n;
  const size = BigInt(/\d+$/.exec(type)?.[0] ?? 256);
  if (type.startsWith("bytes")) return word % 2n ** (256n - 8n * size) === 0n;
  if (!internalType.startsWith("enum ")) return word < 2n ** size;
  const values = SIZES[internalType];
  if (values === undefined) throw new Error(`How many values has ${internalType}?`);
  return word < values;
}
