import { expect } from "chai";

import type { ProfileFile } from "../../scripts/gas/trace/summarise";
import { noGas } from "../../scripts/gas/trace/Trace";
import { staleProfiles, staleScales } from "../../scripts/performance/makeTables";
import { OPERATION_KEYS } from "../../scripts/performance/operations";
import {
  budgetTable,
  frameTable,
  overBudget,
  peerTable,
  scaleTable,
  slotTable,
} from "../../scripts/performance/tables";
import type { ScaleReport } from "../../scripts/scale/ScaleReport";

const GAS = 80_000;
const CALLDATA = 400;

function profileOf(gas: number): ProfileFile {
  const call = {
    call: "CoverVault.deposit",
    gas,
    calldata: CALLDATA,
    refund: 4_800,
    uses: { ...noGas(), freshSlots: 40_000, computation: 23_400 },
    frames: [
      { call: "CoverVault.deposit", depth: 1, uses: { ...noGas(), freshSlots: 40_000 } },
      { call: "Charter.running", depth: 2, uses: { ...noGas(), computation: 23_400 } },
    ],
    coldAccounts: 0,
    slots: 0,
    created: { "CoverVault._accounts[]": 2 },
    changed: {},
    cleared: { "CoverVault._bonds[].money": 1 },
  };
  return Object.fromEntries(OPERATION_KEYS.map((key) => [key, [call]]));
}

const snapshotOf = (gas: number): Record<string, number> =>
  Object.fromEntries(OPERATION_KEYS.map((key) => [key, gas]));

const row = (lines: readonly string[], key: string): string =>
  (lines.find((line) => line.startsWith(`| \`${key}\``)) ?? "").replace(/ +/g, " ");

describe("the tables of docs/performance.md", () => {
  it("say how far an operation is above its budget", () => {
    const lines = budgetTable(snapshotOf(GAS));
    expect(row(lines, "deposit")).to.match(/\| 80,000 \| 75,000 \| 107 % \| \+5,000 \|$/);
    expect(row(lines, "join")).to.match(/\| 80,000 \| 390,000 \| 21 % \| \|$/);
    expect(overBudget(snapshotOf(GAS)))
      .to.include("deposit")
      .and.not.include("join");
  });

  it("put an operation beside the cheapest of those who have it as well", () => {
    const lines = peerTable(snapshotOf(GAS));
    expect(row(lines, "withdrawSurety")).to.equal(
      "| `withdrawSurety` | 80,000 | Union 58 | 138 % |",
    );
    expect(row(lines, "voteRound0")).to.equal(
      "| `voteRound0` | 80,000 | Kleros v2 144; Aragon Court 246 to 306 | 56 % |",
    );
    expect(row(lines, "deliver")).to.equal("");
  });

  it("add up to what a call used", () => {
    const lines = frameTable(profileOf(GAS), "deposit").map((line) => line.replace(/ +/g, " "));
    expect(lines.slice(2)).to.eql([
      "| transaction and its bytes | 21,400 |",
      "| `CoverVault.deposit` | 40,000 | | | 40,000 | | | |",
      "| · `Charter.running` | 23,400 | | | | | | 23,400 |",
      "| refund for cleared slots | -4,800 |",
      "| **together** | **80,000** |",
    ]);
  });

  it("count new slots, at what they cost and are to cost", () => {
    expect(row(slotTable(profileOf(GAS)), "deposit")).to.equal(
      "| `deposit` | 2 | | 1 | 40,000 | 195,840 | 2 `CoverVault._accounts[]` |",
    );
  });

  it("show one number where all sizes cost the same, and each where they do not", () => {
    const size = (members: number, gas: number): ScaleReport["sizes"][number] => ({
      members,
      generations: 1,
      mostPrincipals: 1,
      transactions: 1,
      seconds: 1,
      costs: { deposit: { gas, calldata: 400 }, join: { gas: 1_400, calldata: 400 } },
    });
    const lines = scaleTable({ sizes: [size(10, 80_000), size(1_000, 80_001)] });
    expect(row(lines, "deposit")).to.match(/\| 400 \| 79,600 \/ 79,601 \|$/);
    expect(row(lines, "join")).to.match(/\| 400 \| 1,000 \|$/);
  });
});

describe("the files that docs/performance.md is made from", () => {
  const profile = profileOf(GAS);
  const scaleOf = (gas: number): ScaleReport => ({
    sizes: [
      {
        members: 10,
        generations: 1,
        mostPrincipals: 1,
        transactions: 1,
        seconds: 1,
        costs: Object.fromEntries(
          OPERATION_KEYS.map((key) => [key, { gas: gas + 12, calldata: CALLDATA + 12 }]),
        ),
      },
    ],
  });

  it("go together if they were measured of the same contracts, whatever the bytes of the calls", () => {
    expect(staleProfiles({ snapshot: snapshotOf(GAS), profile })).to.eql([]);
    expect(staleScales({ profile, scale: scaleOf(GAS) })).to.eql([]);
  });

  it("do not if an operation costs another price in one of them, or is missing", () => {
    const snapshot = { ...snapshotOf(GAS), deposit: GAS + 1 };
    expect(staleProfiles({ snapshot, profile })).to.eql(["deposit"]);
    expect(staleProfiles({ snapshot: snapshotOf(GAS), profile: {} })).to.eql(OPERATION_KEYS);

    expect(staleScales({ profile, scale: scaleOf(GAS - 1) })).to.eql(OPERATION_KEYS);
    const scale = scaleOf(GAS);
    for (const { costs } of scale.sizes) delete costs["join"];
    expect(staleScales({ profile, scale })).to.eql(["join"]);
  });
});
