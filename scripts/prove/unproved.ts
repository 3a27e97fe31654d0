/** Something that `npm run prove` does not show, and what shows it instead. */
export interface Unproved {
  what: string;
  why: string;
  /** Files of tests, or scripts of the package. */
  instead: readonly string[];
}

const WATERFALL = "test/vault/Waterfall.test.ts";
const FAULT = "test/trade/outcome.test.ts";
const COUNT = "test/court/libraries/MedianTally.bruteForce.test.ts";
const VERDICT = "test/court/libraries/RoundVerdict.bruteForce.test.ts";

/** Assertions that stand under `proofs/` and that the solver cannot decide, by their text. */
export const UNDECIDED: Readonly<Record<string, Omit<Unproved, "what">>> = {
  "assert(from0 <= part0);": { why: "a product of two amounts", instead: [WATERFALL] },
  "assert(from1 <= part1);": { why: "a product of two amounts", instead: [WATERFALL] },
  "assert(from0 == part0);": { why: "a product of two amounts", instead: [WATERFALL] },
  "assert(from1 == part1);": { why: "a product of two amounts", instead: [WATERFALL] },
  "assert(Fault.wrap(fault).ofAmount(amount) <= amount);": {
    why: "a product of amount and fault",
    instead: [FAULT, "fuzz"],
  },
  "assert(PROVIDER_AT_FAULT.ofAmount(amount) == amount);": {
    why: "a division of a product",
    instead: [FAULT, "fuzz"],
  },
};

/** What has no assertion, for the checker cannot follow it. */
export const BEYOND: readonly Unproved[] = [
  {
    what: "`MedianTally.voters`, `count` and `buckets` count the seats of a word",
    why: "64 nibbles are looked at together, and their sum is a remainder by 255",
    instead: [COUNT, VERDICT, "test/court/libraries/MedianTally.test.ts"],
  },
  {
    what: "`MedianTally.median` is the middle vote, or the mean of the middle two",
    why: "a loop over bits of a word: the engine that copes with bits does not cope with loops",
    instead: [COUNT, "fuzz"],
  },
  {
    what: "`RoundVerdict`: the mean is between the two medians, and medians that agree are at most 2,000 apart",
    why: "follows from medians, which are beyond the checker",
    instead: [VERDICT, "test/court/libraries/RoundVerdict.test.ts", "fuzz"],
  },
  {
    what: "`LockBacking.take`: what stays of each part is the part without what it gave, and the serials stay",
    why: "the solver gives no answer about fields that are put back into a word",
    instead: ["test/vault/recordWords.test.ts", "test/vault/release.test.ts", "fuzz"],
  },
  {
    what: "`CoverLedger._giveBack`, `StageOutcomes._award`: bonds and pledges keep what was not given",
    why: "inside contracts and libraries that work on storage, and not to be called from outside",
    instead: ["test/vault/release.test.ts", "test/trade/outcome.test.ts", "fuzz"],
  },
];
