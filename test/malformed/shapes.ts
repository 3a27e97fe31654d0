import type { Dice } from "../model/Dice";
import type { Callable } from "./abi";
import type { CalldataDice } from "./calldata";

/** What a shape of call data is made with. */
export interface Press {
  readonly dice: Dice;
  readonly calldata: CalldataDice;
  /** One of the functions of the contract. */
  readonly callable: Callable;
}

const SELECTOR_DIGITS = 8;
const WORD_DIGITS = 64;
const MOST_WORDS = 12;

/** Ways to make call data, as hexadecimal digits: well formed, and malformed in every way that we know. */
export const SHAPES: Readonly<Record<string, (press: Press) => string>> = {
  empty: () => "",

  "part of a selector": ({ dice, calldata }) => calldata.digits(2 * (1 + dice.below(3))),

  "unknown selector": (press) => press.calldata.digits(SELECTOR_DIGITS) + noiseOf(press),

  "any words": (press) => press.callable.selector + noiseOf(press),

  "well formed": ({ calldata, callable }) =>
    callable.selector + calldata.wellFormed(callable).join(""),

  "words replaced": ({ dice, calldata, callable }) => {
    const words = [...calldata.wellFormed(callable)];
    const times = words.length === 0 ? 0 : 1 + dice.below(3);
    for (let time = 0; time < times; time++) words[dice.below(words.length)] = calldata.word();
    return callable.selector + words.join("");
  },

  "dirty bits": ({ dice, calldata, callable }) => {
    const words = [...calldata.wellFormed(callable)];
    const place = dice.below(words.length);
    const word = words[place];
    if (word !== undefined) {
      const dirty = BigInt(`0x${word}`) | (1n << BigInt(dice.below(256)));
      words[place] = dirty.toString(16).padStart(WORD_DIGITS, "0");
    }
    return callable.selector + words.join("");
  },

  "cut short": ({ dice, calldata, callable }) => {
    const words = calldata.wellFormed(callable).join("");
    return callable.selector + words.slice(0, 2 * dice.below(words.length / 2));
  },

  "too long": ({ dice, calldata, callable }) =>
    callable.selector +
    calldata.wellFormed(callable).join("") +
    calldata.digits(2 * (1 + dice.below(100))),
};

function noiseOf({ dice, calldata }: Press): string {
  return Array.from({ length: dice.below(MOST_WORDS) }, () => calldata.word()).join("");
}
