import { itemOf, type Parameter } from "./abi";

/** How many values an enumeration has that is a parameter of some function. */
const SIZES: Readonly<Record<string, bigint>> = {
  "enum Side": 2n,
  "enum ITradeChains.ClaimKind": 5n,
};

const WORD_DIGITS = 64;
const SELECTOR_DIGITS = 8;
/** No offset and no length reaches farther. */
const FARTHEST = 2n ** 64n - 1n;

/** Call data, and the place in it that offsets count from. */
interface Cursor {
  readonly digits: string;
  readonly base: number;
}

/**
 * Whether call data holds arguments of these types: all of them are there, offsets and lengths stay
 * within the data, and every word is a value of its type.
 */
export function isDecodable(inputs: readonly Parameter[], digits: string): boolean {
  return isTuple(inputs, { digits, base: SELECTOR_DIGITS });
}

function isTuple(parts: readonly Parameter[], cursor: Cursor): boolean {
  let place = cursor.base;
  return parts.every((part) => {
    const base = place;
    place += WORD_DIGITS * headOf(part);
    if (!isDynamic(part)) return isHere(part, { ...cursor, base });
    const offset = wordAt(cursor, base);
    if (offset === undefined || offset > FARTHEST) return false;
    return isBehind(part, { ...cursor, base: cursor.base + 2 * Number(offset) });
  });
}

/** A value that stands where it is. */
function isHere(part: Parameter, cursor: Cursor): boolean {
  if (part.type === "tuple") return isTuple(part.components ?? [], cursor);
  const word = wordAt(cursor, cursor.base);
  return word !== undefined && isValue(part, word);
}

/** A value that an offset leads to. */
function isBehind(part: Parameter, cursor: Cursor): boolean {
  if (part.type === "tuple") return isTuple(part.components ?? [], cursor);
  const length = wordAt(cursor, cursor.base);
  const base = cursor.base + WORD_DIGITS;
  const item = part.type.endsWith("[]") ? itemOf(part) : undefined;
  const sizeEach = item ? WORD_DIGITS * headOf(item) : 2;
  if (length === undefined || length > FARTHEST) return false;
  if (base + Number(length) * sizeEach > cursor.digits.length) return false;
  if (!item) return true;
  const items = Array.from({ length: Number(length) }, () => item);
  return isTuple(items, { ...cursor, base });
}

function isDynamic({ type, components = [] }: Parameter): boolean {
  return type.endsWith("[]") || type === "bytes" || type === "string" || components.some(isDynamic);
}

/** How many words a value takes in the head of a tuple. */
function headOf(part: Parameter): number {
  if (part.type !== "tuple" || isDynamic(part)) return 1;
  return (part.components ?? []).reduce((size, each) => size + headOf(each), 0);
}

function wordAt({ digits }: Cursor, place: number): bigint | undefined {
  const word = digits.slice(place, place + WORD_DIGITS);
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
