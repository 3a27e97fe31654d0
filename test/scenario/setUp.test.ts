import { takeSnapshot, type SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import hre from "hardhat";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { playScenario } from "../../scripts/scenario/playScenario";
import { readScenario } from "../../scripts/scenario/readScenario";
import { SetUpError } from "../../scripts/scenario/SetUpError";
import { readChair } from "./chair";

describe("setUp", () => {
  let folder: string;
  let snapshot: SnapshotRestorer;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kepil-set-up-"));
    snapshot = await takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** What is said of the chair story with another text in place of the first such. */
  async function saidWith(before: string, after: string): Promise<string> {
    const chair = readChair();
    expect(chair).to.contain(before);
    const file = path.join(folder, "chair.json");
    writeFileSync(file, chair.replace(before, after));
    try {
      await playScenario(hre, readScenario(file));
    } catch (error) {
      if (error instanceof SetUpError) return error.message;
      throw error;
    }
    return "";
  }

  const cases: [string, [string, string], string][] = [
    [
      "a pledge beyond the guarantor's deposit",
      ['"Boris": "20"', '"Boris": "2"'],
      "sureties[0].guarantors[0]: it is refused: InsufficientCover (member Boris, needed 20, available 2)",
    ],
    [
      "a pledge below the charter's least",
      ['"responseWindow": "1d"', '"minPledge": "30"'],
      "sureties[0].guarantors[0]: it is refused: PledgeTooSmall (amount 20, min 30)",
    ],
    [
      "a premium above the charter's most",
      ['"premium": "1%"', '"premium": "20%"'],
      "sureties[0].guarantors[0]: it is refused: PremiumTooHigh (premium 20 %, max 10 %)",
    ],
    [
      "a pledge of the second guarantor that ends at once",
      ['"pledge": "20", "until": "90d" }', '"pledge": "20", "until": "0d" }'],
      "sureties[0].guarantors[1]: it is refused: PledgeEnded (until day 0, now day 0)",
    ],
    [
      "a deposit of nothing",
      ['"Clara": "20"', '"Clara": "0"'],
      "deposits.Clara: it is refused: ZeroAmount",
    ],
  ];

  for (const [what, [before, after], said] of cases) {
    it(`names the place and the refusal of ${what}`, async () => {
      expect(await saidWith(before, after)).to.equal(said);
    });
  }
});
