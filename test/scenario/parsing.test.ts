import { expect } from "chai";

import { formatAmount } from "../../scripts/scenario/formatAmount";
import { formatPercent } from "../../scripts/scenario/formatPercent";
import { jsonMistake } from "../../scripts/scenario/jsonMistake";
import { parseAmount } from "../../scripts/scenario/parseAmount";
import { parseDuration } from "../../scripts/scenario/parseDuration";
import { parsePercent } from "../../scripts/scenario/parsePercent";

describe("parseDuration", () => {
  for (const [text, seconds] of [
    ["10d", 864_000],
    ["36h", 129_600],
    ["1d 12h", 129_600],
    ["1y 2w 3m 4s", 31_536_000 + 1_209_600 + 180 + 4],
    ["0s", 0],
    ["1000y", 31_536_000_000],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parseDuration(text)).to.equal(seconds);
    });
  }

  for (const text of ["", "10", "d", "1.5d", "10 d", "1d12h", "-1d", "1d ", "1000y 1s", "40000y"]) {
    it(`does not read "${text}"`, () => {
      expect(parseDuration(text)).to.equal(undefined);
    });
  }
});

describe("parsePercent", () => {
  for (const [text, basisPoints] of [
    ["20%", 2_000],
    ["0.5%", 50],
    ["13.75%", 1_375],
    ["100%", 10_000],
    ["0%", 0],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parsePercent(text)).to.equal(basisPoints);
    });
  }

  for (const text of ["", "20", "20 %", "100.01%", "101%", "0.125%", "-1%", ".5%"]) {
    it(`does not read "${text}"`, () => {
      expect(parsePercent(text)).to.equal(undefined);
    });
  }
});

describe("parseAmount", () => {
  for (const [text, units] of [
    ["100", 100n * 10n ** 18n],
    ["2.5", 25n * 10n ** 17n],
    ["0.000000000000000001", 1n],
    ["0", 0n],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parseAmount(text)).to.equal(units);
    });
  }

  for (const text of ["", "1,000", "-1", "1.", ".5", "1e3", "0.0000000000000000001"]) {
    it(`does not read "${text}"`, () => {
      expect(parseAmount(text)).to.equal(undefined);
    });
  }
});

describe("formatAmount", () => {
  for (const [units, text] of [
    [0n, "0"],
    [1n, "0.000000000000000001"],
    [25n * 10n ** 17n, "2.5"],
    [1_234_567n * 10n ** 18n, "1,234,567"],
    [-1_000n * 10n ** 18n, "-1,000"],
    [-100n * 10n ** 18n, "-100"],
  ] as const) {
    it(`writes ${text}`, () => {
      expect(formatAmount(units)).to.equal(text);
    });
  }
});

describe("formatPercent", () => {
  it("writes basis points as per cent", () => {
    expect(formatPercent(4_250n)).to.equal("42.5 %");
    expect(formatPercent(0n)).to.equal("0 %");
  });
});

describe("jsonMistake", () => {
  for (const text of [
    "{}",
    ' [1, -2.5e+3, true, null, "a\\n\\u00e9"] ',
    '{ "a": { "b": [] }, "c": "" }\n',
    '"alone"',
  ]) {
    it(`finds none in ${JSON.stringify(text)}`, () => {
      expect(() => JSON.parse(text) as unknown).not.to.throw();
      expect(jsonMistake(text)).to.equal(undefined);
    });
  }

  for (const [text, place, message] of [
    ["", "line 1, column 1", "expected a value, found the end of the file"],
    ['{\n  "a": [1', "line 2, column 10", 'expected "," or "]", found the end of the file'],
    ['{\n  "a": 1,\n  "b" 2\n}', "line 3, column 7", 'expected ":", found "2"'],
    ['{ "a": x }', "line 1, column 8", 'expected a value, found "x"'],
    ["{ 'a': 1 }", "line 1, column 3", 'expected a name in double quotes, found "\'"'],
    ["[1, ]", "line 1, column 5", 'expected a value, found "]"'],
    ['{ "a": 01 }', "line 1, column 9", 'expected "," or "}", found "1"'],
    ['{ "a": "tab\there" }', "line 1, column 8", 'expected a value, found "\\""'],
    ["{} {}", "line 1, column 4", 'expected the end of the file, found "{"'],
  ] as const) {
    it(`finds the first one in ${JSON.stringify(text)}`, () => {
      expect(() => JSON.parse(text) as unknown).to.throw(SyntaxError);
      expect(jsonMistake(text)).to.deep.equal({ place, message });
    });
  }
});
