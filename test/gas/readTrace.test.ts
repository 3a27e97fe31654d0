import { expect } from "chai";

import { readTrace } from "../../scripts/gas/trace/readTrace";
import type { Step } from "../../scripts/gas/trace/Step";
import { sumOf } from "../../scripts/gas/trace/Trace";

const ANNA = `0x${"a".repeat(40)}`;
const BOLAT = `0x${"b".repeat(40)}`;
const LIBRARY = `0x${"c".repeat(40)}`;

/** Lays steps out one after another: each is an instruction, its cost, its depth, and the stack from the top. */
class Tape {
  readonly steps: Step[] = [];
  private gas = 1_000_000;

  step(op: string, gasCost: number, depth: number, ...stack: (bigint | string)[]): this {
    const words = stack.map((word) => BigInt(word).toString(16).padStart(64, "0"));
    this.steps.push({ op, gas: this.gas, gasCost, depth, stack: words.reverse() });
    this.gas -= gasCost;
    return this;
  }
}

describe("readTrace", () => {
  describe("given calls in calls", () => {
    // What calling costs is taken at the call's step; the node tells more there, which is not read.
    const tape = new Tape()
      .step("PUSH1", 3, 1)
      .step("CALL", 2_600, 1, 50_000n, BOLAT)
      .step("PUSH1", 5, 2)
      .step("DELEGATECALL", 2_607, 2, 50_000n, LIBRARY)
      .step("SSTORE", 22_100, 3, 7n, 1n)
      .step("STOP", 0, 3)
      .step("STOP", 0, 2, 1n)
      .step("CALL", 100, 1, 50_000n, BOLAT)
      .step("STOP", 0, 2)
      .step("STOP", 0, 1, 1n);
    const { frames } = readTrace(tape.steps, ANNA);

    it("tells who is called, how deep, and in whose storage", () => {
      expect(frames.map(({ kind, depth, code, storage }) => [kind, depth, code, storage])).to.eql([
        ["TRANSACTION", 1, ANNA, ANNA],
        ["CALL", 2, BOLAT, BOLAT],
        ["DELEGATECALL", 3, LIBRARY, BOLAT],
        ["CALL", 2, BOLAT, BOLAT],
      ]);
    });

    it("gives every call what it used itself, and what it used in all", () => {
      expect(frames.map(({ own, total }) => [sumOf(own), total])).to.eql([
        [2_703, 27_415],
        [2_612, 24_712],
        [22_100, 22_100],
        [0, 0],
      ]);
    });

    it("counts the first call of a contract apart from later ones, and memory as computation", () => {
      const [first, second] = frames;
      expect(first?.coldAccounts).to.eql([BOLAT]);
      expect(first?.own).to.include({ coldAccounts: 2_600, warm: 100, computation: 3 });
      expect(second?.coldAccounts).to.eql([LIBRARY]);
      expect(second?.own).to.include({ coldAccounts: 2_600, computation: 12 });
    });
  });

  describe("given reads and writes of slots", () => {
    const tape = new Tape()
      .step("SLOAD", 2_100, 1, 1n)
      .step("SSTORE", 2_900, 1, 1n, 9n, 5n)
      .step("SSTORE", 100, 1, 1n, 0n)
      .step("SSTORE", 22_100, 1, 2n, 4n)
      .step("SSTORE", 2_200, 1, 3n, 6n)
      .step("SSTORE", 100, 1, 2n, 4n)
      .step("SLOAD", 100, 1, 2n)
      .step("STOP", 0, 1, 4n);
    const { frames, slots } = readTrace(tape.steps, ANNA);

    it("tells what every write does to its slot", () => {
      expect(slots.map(({ slot, cold, write }) => [slot, cold, write?.kind])).to.eql([
        [1n, true, undefined],
        [1n, false, "changed"],
        [1n, false, "later"],
        [2n, true, "fresh"],
        [3n, true, "unchanged"],
        [2n, false, "unchanged"],
        [2n, false, undefined],
      ]);
    });

    it("counts a slot's first access apart from the write", () => {
      expect(frames[0]?.own).to.include({
        coldSlots: 6_300,
        freshSlots: 20_000,
        changedSlots: 2_900,
        warm: 400,
        computation: 0,
      });
    });
  });

  it("remembers what was hashed to find a slot, and which function was called", () => {
    const tape = new Tape()
      .step("SHR", 3, 1, 224n, 0xaaf10398n << 224n)
      .step("MSTORE", 3, 1, 0n, 17n)
      .step("MSTORE", 3, 1, 32n, 2n)
      .step("KECCAK256", 42, 1, 0n, 64n)
      .step("POP", 2, 1, 1_000n)
      .step("KECCAK256", 36, 1, 0n, 32n)
      .step("TLOAD", 100, 1, 2_000n)
      .step("LOG1", 750, 1, 0n, 0n)
      .step("STOP", 0, 1);
    const { frames, preimages } = readTrace(tape.steps, ANNA);

    expect(frames[0]?.selector).to.equal("aaf10398");
    expect([...preimages]).to.eql([
      [1_000n, { key: 17n, base: 2n }],
      [2_000n, { base: 17n }],
    ]);
    expect(frames[0]?.own).to.include({ hashing: 78, transient: 100, logs: 750, computation: 11 });
  });

  it("refuses a trace in which something failed or was created", () => {
    for (const op of ["REVERT", "CREATE2"]) {
      const tape = new Tape().step(op, 0, 1, 0n, 0n);
      expect(() => readTrace(tape.steps, ANNA), op).to.throw(RangeError, op);
    }
  });
});
