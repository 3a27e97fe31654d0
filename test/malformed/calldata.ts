import type { Dice } from "../model/Dice";
import { itemOf, type Callable, type Parameter } from "./abi";

/** Values that mean something in the community under fire, by the type that the contracts give them. */
export type Lore = Readonly<Record<string, readonly bigint[]>>;

const WORD_BITS = 256;
const HIGHEST = 2n ** 256n - 1n;
const WIDTHS = [1n, 8n, 16n, 32n, 40n, 48n, 96n, 160n, 255n] as const;
const MOST_ITEMS = 40;

/** Arguments as hexadecimal words, each of 64 digits. */
type Words = readonly string[];

interface Encoded {
  readonly isDynamic: boolean;
  readonly words: Words;
}

function wordOf(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

/** Encodes values one after another as a tuple: the heads first, and behind them what has no fixed length. */
function encodeTuple(parts: readonly Encoded[]): Encoded {
  const headSize = parts.reduce((size, part) => size + (part.isDynamic ? 1 : part.words.length), 0);
  const heads: string[] = [];
  const tails: string[] = [];
  for (const { isDynamic, words } of parts) {
    if (isDynamic) {
      heads.push(wordOf(BigInt(32 * (headSize + tails.length))));
      tails.push(...words);
    } else heads.push(...words);
  }
  return { isDynamic: parts.some(({ isDynamic }) => isDynamic), words: [...heads, ...tails] };
}

/** Chooses call data for one contract, well formed and malformed. */
export class CalldataDice {
  constructor(
    private readonly dice: Dice,
    private readonly lore: Lore,
  ) {}

  /** Arguments that can be decoded, with the bounds of every type among them. */
  wellFormed({ inputs }: Callable): Words {
    return encodeTuple(inputs.map((input) => this.valueOf(input))).words;
  }

  /** Any word: small, a power of two or next to one, all ones, what means something here, or nothing but noise. */
  word(): string {
    const { dice } = this;
    const power = 2n ** dice.one(...WIDTHS);
    return wordOf(
      dice.one(
        BigInt(dice.below(4)),
        BigInt(32 * dice.below(20)),
        power,
        power - 1n,
        HIGHEST - BigInt(dice.below(64)),
        this.known(Object.keys(this.lore)),
        this.noise(WORD_BITS),
      ),
    );
  }

  /** So many random hexadecimal digits. */
  digits(count: number): string {
    let digits = "";
    while (digits.length < count) digits += wordOf(this.noise(WORD_BITS));
    return digits.slice(0, count);
  }

  private valueOf(parameter: Parameter): Encoded {
    const { dice } = this;
    const { type, internalType, components } = parameter;
    if (type.endsWith("[]")) {
      const length = dice.chance(0.02) ? MOST_ITEMS : dice.below(4);
      const items = Array.from({ length }, () => this.valueOf(itemOf(parameter)));
      return { isDynamic: true, words: [wordOf(BigInt(length)), ...encodeTuple(items).words] };
    }
    if (type === "tuple") return encodeTuple((components ?? []).map((each) => this.valueOf(each)));
    if (type === "bytes" || type === "string") {
      const length = dice.below(100);
      const digits = this.digits(2 * length);
      const padded = digits.padEnd(64 * Math.ceil(length / 32), "0");
      return {
        isDynamic: true,
        words: [wordOf(BigInt(length)), ...(padded.match(/.{64}/g) ?? [])],
      };
    }
    return { isDynamic: false, words: [this.plainValue(type, internalType ?? type)] };
  }

  /** A value of one word. */
  private plainValue(type: string, internalType: string): string {
    const [kind, size] = [type.replace(/\d+$/, ""), Number(/\d+$/.exec(type)?.[0] ?? WORD_BITS)];
    const { dice } = this;
    if (kind === "bool") return wordOf(BigInt(dice.below(2)));
    if (kind === "address") return wordOf(this.known(["address"]));
    if (kind === "bytes") {
      const left = dice.chance(0.3) ? 0n : this.noise(8 * size);
      return wordOf(left << BigInt(WORD_BITS - 8 * size));
    }
    if (internalType.startsWith("enum ")) return wordOf(BigInt(dice.below(3)));
    if (kind !== "uint") throw new Error(`No value for a ${type}`);
    const most = 2n ** BigInt(size) - 1n;
    const meant = this.known([internalType, type]);
    const value = dice.chance(0.5)
      ? meant
      : dice.one(0n, 1n, BigInt(dice.below(70)), most / 2n, most - 1n, most, this.noise(size));
    return wordOf(value > most ? most : value);
  }

  /** Something that means something here, and small numbers where nothing does. */
  private known(names: readonly string[]): bigint {
    const { dice, lore } = this;
    const name = dice.pick(names.filter((each) => lore[each] !== undefined));
    const values = name === undefined ? undefined : lore[name];
    return (values && dice.pick(values)) ?? BigInt(dice.below(12));
  }

  private noise(bits: number): bigint {
    let value = 0n;
    for (let left = bits; left > 0; left -= 30) {
      value = (value << 30n) | BigInt(this.dice.below(2 ** 30));
    }
    return value & (2n ** BigInt(bits) - 1n);
  }
}
