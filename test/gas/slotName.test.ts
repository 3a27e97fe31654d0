import { expect } from "chai";

import { type CompilerLayout, slotName } from "../../scripts/gas/trace/slotName";

const LAYOUT: CompilerLayout = {
  storage: [
    { label: "graph", slot: "0", type: "address" },
    { label: "count", slot: "1", type: "uint32" },
    { label: "vault", slot: "1", type: "address" },
    { label: "_accounts", slot: "2", type: "mapping(word)" },
    { label: "_records", slot: "3", type: "mapping(record)" },
    { label: "_founders", slot: "4", type: "list" },
  ],
  types: {
    address: { encoding: "inplace", numberOfBytes: "20" },
    uint32: { encoding: "inplace", numberOfBytes: "4" },
    word: { encoding: "inplace", numberOfBytes: "32" },
    list: { encoding: "dynamic_array", numberOfBytes: "32", base: "word" },
    "mapping(word)": { encoding: "mapping", numberOfBytes: "32", value: "word" },
    "mapping(record)": { encoding: "mapping", numberOfBytes: "32", value: "record" },
    stages: { encoding: "inplace", numberOfBytes: "128", base: "stage" },
    stage: {
      encoding: "inplace",
      numberOfBytes: "64",
      members: [
        { label: "price", slot: "0", type: "uint32" },
        { label: "bond", slot: "0", type: "uint32" },
        { label: "terms", slot: "1", type: "word" },
      ],
    },
    record: {
      encoding: "inplace",
      numberOfBytes: "192",
      members: [
        { label: "state", slot: "0", type: "word" },
        { label: "stages", slot: "1", type: "stages" },
        { label: "offers", slot: "5", type: "mapping(word)" },
      ],
    },
  },
};

const ACCOUNT = 10n ** 50n;
const RECORD = 10n ** 60n;
const OFFER = 10n ** 55n;
const LIST = 10n ** 65n;

const PREIMAGES = new Map([
  [ACCOUNT, { key: 17n, base: 2n }],
  [RECORD, { key: 2n ** 200n, base: 3n }],
  [OFFER, { key: 4n, base: RECORD + 5n }],
  [LIST, { base: 4n }],
]);

describe("slotName", () => {
  for (const [what, slot, name] of [
    ["a variable", 0n, "graph"],
    ["variables that share a slot", 1n, "count…vault"],
    ["a value of a mapping", ACCOUNT, "_accounts[17]"],
    ["a member of a struct", RECORD, "_records[0x100000…].state"],
    [
      "members that share a slot, in a list",
      RECORD + 3n,
      "_records[0x100000…].stages[1].price…bond",
    ],
    ["the last of a list", RECORD + 4n, "_records[0x100000…].stages[1].terms"],
    ["a mapping in a mapping", OFFER, "_records[0x100000…].offers[4]"],
    ["an item of a growing list", LIST + 2n, "_founders[2]"],
    ["anything else", 10n ** 70n, "slot 0x1729a6…"],
  ] as const) {
    it(`names ${what}`, () => {
      const expected = what === "anything else" ? /^slot 0x[0-9a-f]{6}…$/ : name;
      const found = slotName(slot, LAYOUT, PREIMAGES);
      if (typeof expected === "string") expect(found).to.equal(expected);
      else expect(found).to.match(expected);
    });
  }
});
