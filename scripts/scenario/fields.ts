/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- Zod infers the types. */
import { z } from "zod";

import { errorAbi } from "../../typechain-types/errors";
import { parseAmount } from "./parseAmount";
import { parseDuration } from "./parseDuration";
import { parsePercent } from "./parsePercent";

/** What was found instead is added where the file is read. */
function expected(what: string): string {
  return `expected ${what}`;
}

/** A string that `parse` understands; what it makes of it is the value. */
function parsed<T>(what: string, parse: (text: string) => T | undefined) {
  return z.string(expected(what)).transform((text, context) => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue({ code: "custom", message: expected(what) });
      return z.NEVER;
    }
    return value;
  });
}

const ERROR_NAMES = [...new Set([...errorAbi.map(({ name }): string => name), "Panic"])].sort();

/** The kinds of values in a scenario file that need nothing else of the file to be checked. */
export const fields = {
  amount: parsed('an amount in whole tokens as a string, such as "100" or "2.5"', parseAmount),
  duration: parsed(
    'a duration such as "10d", "36h" or "1d 12h" (y w d h m s, at most 1000y)',
    parseDuration,
  ),
  percent: parsed('a percentage such as "20%" or "0.5%", at most "100%"', parsePercent),
  text: z.string(expected("a text")).min(1, expected("a text that is not empty")),
  flag: z.boolean(expected("true or false")),
  errorName: z
    .string(expected("the name of a custom error"))
    .refine(
      (name) => ERROR_NAMES.includes(name),
      expected('the name of a custom error of the contracts, such as "InsufficientCover"'),
    ),
  count: z.int(expected("a whole number")).min(0, expected("a number of 0 or more")),
  /** One of the given names. */
  oneOf: (what: string, names: readonly string[]) =>
    z.enum(
      names,
      expected(`${what} (${names.length === 0 ? "there are none" : names.join(", ")})`),
    ),
};
