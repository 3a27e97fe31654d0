import { setBalance } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { errorsOf, loadCompiler } from "../../scripts/mutate/compiler";
import { faultsOf } from "../../scripts/mutate/faultsOf";
import { findMutants, type Patch } from "../../scripts/mutate/findMutants";
import type { Mutant } from "../../scripts/mutate/Mutant";
import { toNode } from "../../scripts/mutate/Node";
import type { Summary } from "../../scripts/mutate/Summary";
import { TestOrder } from "../../scripts/mutate/TestOrder";
import { SWITCH_ADDRESS, SWITCH_FILE, SWITCH_SOURCE, weave } from "../../scripts/mutate/weave";

const FILE = "contracts/Gap.sol";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Gap {
    function gap(uint256 a, uint256 b) external pure returns (uint256) {
        if (a > b) return a - b;
        return 0;
    }
}
`;

async function mutantsOf(source: string, ...listed: readonly Patch[]): Promise<Mutant[]> {
  const compile = await loadCompiler();
  const output = compile({ [FILE]: source }, { "*": { "": ["ast"] } });
  const root = toNode(output.sources[FILE]?.ast);
  if (root === undefined) throw new Error("There is no syntax tree");
  return findMutants(FILE, source, root, listed);
}

/** A change as slither-mutate lists it. */
function patchOf(source: string, operator: string, old: string, text: string): Patch {
  return { file: FILE, operator, start: source.indexOf(old), old, new: text };
}

function mutantsOfGap(): Promise<Mutant[]> {
  return mutantsOf(SOURCE);
}

describe("findMutants", () => {
  it("makes each operator's mutants of an expression, a condition and a statement", async () => {
    const mutants = await mutantsOfGap();
    const changes = mutants.map(({ operator, original, replacement }) =>
      [operator, original, replacement].join(" | "),
    );
    expect(changes).to.have.members([
      "CR | if (a > b) return a - b | ",
      "RR | if (a > b) return a - b | revert()",
      ...["a < b", "a >= b", "a <= b", "a == b", "a != b"].map((to) => `ROR | a > b | ${to}`),
      ...["true", "false", "!(a > b)"].map((to) => `MIA | a > b | ${to}`),
      "CR | return a - b | ",
      "RR | return a - b | revert()",
      ...["a + b", "a * b", "a / b", "a % b"].map((to) => `AOR | a - b | ${to}`),
      "CR | return 0 | ",
      "RR | return 0 | revert()",
    ]);
    expect(new Set(mutants.map(({ key }) => key)).size).to.equal(mutants.length);
  });

  it("takes a listed change whose offset is that of a part of its text", async () => {
    const patch = patchOf(SOURCE, "AOR", "return a - b", "return a ** b");
    const found = await mutantsOf(SOURCE, { ...patch, start: SOURCE.indexOf("a - b") });
    expect(found.find(({ replacement }) => replacement === "a ** b")).to.include({
      original: "a - b",
      place: "value",
      line: 6,
    });
  });

  it("leaves it to a compilation of its own what size of a number an operation is done in", async () => {
    const source = SOURCE.replace("a - b", "uint64(a) << uint64(b)");
    const found = await mutantsOf(
      source,
      patchOf(source, "SBR", "uint64(a)", "uint32(a)"),
      patchOf(source, "SBR", "return uint64(a) << uint64(b)", "return uint32(a) << uint32(b)"),
    );

    expect(
      found
        .filter(({ operator }) => operator === "SBR")
        .map(({ place, original, replacement }) => [place, original, replacement]),
    ).to.have.deep.members([
      ["text", "64", "32"],
      ["value", "uint64(a) << uint64(b)", "uint32(a) << uint32(b)"],
    ]);
  });

  it("leaves out a step that counts the same before and after it is read", async () => {
    const source = SOURCE.replace("return 0", "--a; ++b; return a + b");
    const found = await mutantsOf(
      source,
      patchOf(source, "UOR", "--a", "a--"),
      patchOf(source, "UOR", "--a", "++a"),
      patchOf(source, "UOR", "++b", "b++"),
    );

    expect(
      found.filter(({ operator }) => operator === "UOR").map(({ replacement }) => replacement),
    ).to.deep.equal(["++a"]);
  });
});

describe("weave", () => {
  it("behaves as the original with the switch off, and as the mutant that is on", async () => {
    const mutants = await mutantsOfGap();
    const woven = weave(FILE, SOURCE, mutants, (mutant) => mutants.indexOf(mutant) + 1);
    const compile = await loadCompiler();
    const output = compile(
      { [FILE]: woven.text, [SWITCH_FILE]: SWITCH_SOURCE },
      { [FILE]: { Gap: ["abi", "evm.bytecode"] } },
    );
    expect(errorsOf(output)).to.deep.equal([]);
    const code = output.contracts[FILE]?.["Gap"]?.evm?.bytecode.object ?? "";
    const abi = ["function gap(uint256,uint256) pure returns (uint256)"];
    const [signer] = await ethers.getSigners();
    const contract = await new ethers.ContractFactory(abi, `0x${code}`, signer).deploy();
    const gap = contract.getFunction("gap");
    const turnOn = (replacement: string): Promise<void> =>
      setBalance(
        SWITCH_ADDRESS,
        1 + mutants.findIndex((mutant) => mutant.replacement === replacement),
      );

    await setBalance(SWITCH_ADDRESS, 0);
    expect(await gap(7, 3)).to.equal(4n);
    expect(await gap(3, 7)).to.equal(0n);
    await turnOn("a + b");
    expect(await gap(7, 3)).to.equal(10n);
    await turnOn("!(a > b)");
    expect(await gap(7, 3)).to.equal(0n);
    await turnOn("revert()");
    await expect(gap(7, 3)).to.be.revertedWithoutReason();
    await setBalance(SWITCH_ADDRESS, 0);
  });

  it("tells whose text the compiler refuses", async () => {
    const mutants = await mutantsOfGap();
    const woven = weave(FILE, SOURCE, mutants, (mutant) => mutants.indexOf(mutant) + 1);
    const at = woven.text.indexOf("a * b");
    expect([...woven.mutantsIn(at, at + 1)].map(({ replacement }) => replacement)).to.deep.equal([
      "a * b",
    ]);
  });
});

describe("TestOrder", () => {
  const FILES = new Set(["test/x.test.ts"]);
  const test = (title: string, milliseconds: number, fixtures: string[], hits: number[]) => ({
    file: "test/x.test.ts",
    title,
    passed: true,
    reason: "",
    milliseconds,
    fixtures,
    hits,
    ownHits: hits,
  });
  const mutant = (line: number): Mutant => ({
    key: String(line),
    file: FILE,
    line,
    operator: "ROR",
    place: "value",
    declares: false,
    run: 0,
    start: 0,
    end: 1,
    original: "a",
    replacement: "b",
  });
  const order = (): TestOrder =>
    new TestOrder(
      [
        test("slow", 900, ["kept"], [1]),
        test("needs a new chain", 10, ["changed"], [1]),
        test("cheap", 10, ["kept"], [1]),
        test("elsewhere", 1, ["kept"], [2]),
      ],
      [
        { name: "kept", milliseconds: 400, hits: [2] },
        { name: "changed", milliseconds: 400, hits: [1] },
      ],
    );

  it("puts the tests that run the code in the order of what they cost", () => {
    expect(order().testsOf(1, mutant(1), FILES)).to.deep.equal({
      titles: ["cheap", "needs a new chain", "slow"],
      milliseconds: 30 + 420 + 920,
      isAll: true,
    });
  });

  it("puts a test that runs the code itself before one whose fixture does", () => {
    const byFixture = { ...test("fixture", 10, ["kept"], [1]), ownHits: [] };
    const tests = [byFixture, test("itself", 40, ["kept"], [1])];
    const fixtures = [{ name: "kept", milliseconds: 400, hits: [] }];
    expect(new TestOrder(tests, fixtures).testsOf(1, mutant(1), FILES).titles).to.deep.equal([
      "itself",
      "fixture",
    ]);
  });

  it("puts tests of a fixture together that runs the code: the second does not wait for it", () => {
    const tests = [
      test("first", 10, ["changed"], [1]),
      test("kept", 100, ["kept"], [1]),
      test("second", 20, ["changed"], [1]),
    ];
    const fixtures = [{ name: "changed", milliseconds: 50, hits: [1] }];
    expect(new TestOrder(tests, fixtures).testsOf(1, mutant(1), FILES)).to.deep.equal({
      titles: ["first", "second", "kept"],
      milliseconds: 70 + 40 + 120,
      isAll: true,
    });
  });

  it("leaves out the tests of files that a mutant was tried with", () => {
    expect(order().testsOf(1, mutant(1), new Set()).titles).to.deep.equal([]);
  });

  it("puts a test first that noticed a neighbour", () => {
    const learned = order();
    for (let line = 1; line <= 40; line++) learned.learn(mutant(3), "slow");
    expect(learned.testsOf(1, mutant(2), FILES).titles[0]).to.equal("slow");
  });

  it("leaves out what a budget does not allow, and says so", () => {
    expect(order().testsOf(1, mutant(1), FILES, 500)).to.deep.equal({
      titles: ["cheap", "needs a new chain"],
      milliseconds: 450,
      isAll: false,
    });
  });
});

describe("faultsOf", () => {
  const total = {
    mutants: 100,
    killed: 95,
    seenOnce: 0,
    timedOut: 0,
    survived: 5,
    unfinished: 0,
    explained: 5,
    briefly: 0,
    equivalent: 0,
    invalid: 0,
    untried: 0,
    score: 95,
  };
  const survivor = {
    file: "contracts/CoverVault.sol",
    line: 5,
    code: "a > b",
    operator: "ROR",
    original: "a > b",
    replacement: "a >= b",
  };
  const { file, code, original, replacement } = survivor;
  const explanations = [{ file, code, original, replacement, why: "a is never b" }];
  const summary = (changes: Partial<Summary>): Summary & { sources: string } => ({
    sources: "these",
    total,
    files: [],
    survivors: [{ ...survivor, why: "a is never b" }],
    ...changes,
  });

  it("finds none when the score is reached and each survivor explained", () => {
    expect(faultsOf(summary({}), "these", explanations)).to.deep.equal([]);
  });

  it("finds a score below 95 %, mutants not run and other contracts", () => {
    const low = summary({
      total: { ...total, score: 94.99, untried: 3, unfinished: 2, seenOnce: 4 },
    });
    expect(faultsOf(low, "others", explanations)).to.deep.equal([
      "The summary is of other contracts than these",
      "94.99 % of all mutants were noticed, less than 95",
      "2 mutants have tests left to run",
      "4 kills were seen only once",
      "3 mutants were not run",
    ]);
  });

  it("finds an explanation of what does not live", () => {
    expect(faultsOf(summary({ survivors: [] }), "these", explanations)).to.deep.equal([
      "contracts/CoverVault.sol: a > b: a > b -> a >= b is explained and does not live",
    ]);
  });

  it("finds a survivor that nobody explained", () => {
    expect(faultsOf(summary({ survivors: [survivor] }), "these", [])).to.deep.equal([
      "contracts/CoverVault.sol:5: a > b: a > b -> a >= b must be noticed",
    ]);
  });
});
