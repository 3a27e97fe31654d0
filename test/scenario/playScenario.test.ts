import { takeSnapshot, type SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import hre from "hardhat";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { actionSchema } from "../../scripts/scenario/actionSchema";
import { formatAmount } from "../../scripts/scenario/formatAmount";
import { playScenario, type PlayedScenario } from "../../scripts/scenario/playScenario";
import { readScenario } from "../../scripts/scenario/readScenario";
import type { Scenario } from "../../scripts/scenario/schema";
import { StepError } from "../../scripts/scenario/StepError";
import { readChair } from "./chair";

const EXAMPLES = path.join(__dirname, "../../examples");
const EVERYTHING = path.join(__dirname, "everything.json");

describe("playScenario", () => {
  let snapshot: SnapshotRestorer;
  beforeEach(async () => {
    snapshot = await takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  /** The scenario of `everything.json` with another story. */
  const withStory = (story: Scenario["story"]): Scenario => ({
    ...readScenario(EVERYTHING),
    story,
  });

  const failureOf = async (scenario: Scenario): Promise<string> => {
    try {
      await playScenario(hre, scenario);
    } catch (error) {
      if (error instanceof StepError) return error.shortMessage;
      throw error;
    }
    return "";
  };

  describe("given each action once", () => {
    it("ends with exactly these amounts", async () => {
      const played = await playScenario(hre, readScenario(EVERYTHING));

      const { balance, total } = played.report.conservation;
      expect(balance).to.equal(total);
      expect(played.report.findings).to.deep.equal([]);
      expect(moneyOf(played)).to.deep.equal({
        Anna: "9.5 + 201",
        Boris: "1 + 199.32",
        Clara: "0 + 200",
        David: "0 + 182.2",
        Ella: "0 + 50",
        Frank: "100 + 119.48",
        Gina: "24 + 3.5",
        Henry: "0 + 0",
        Karl: "0 + 0",
      });
    });

    it("knows no action that neither this file nor an example uses", () => {
      const files = ["house", "code", "fishermen", "flat", "aid"].map((name) =>
        path.join(EXAMPLES, `${name}.json`),
      );
      const used = new Set<string>(
        [...files, EVERYTHING].flatMap((file) => readScenario(file).story.map((step) => step.do)),
      );

      expect(knownActions().filter((action) => !used.has(action))).to.deep.equal([]);
    });
  });

  describe("given a step by somebody who stands behind a bond", () => {
    /** What was told of the messages posted, in order. */
    const posted = ({ steps }: PlayedScenario): string[] =>
      steps.flatMap(({ told }) => told).filter((line) => line.includes(" posts message "));

    it("<CHN-11> finds the way up, two steps, and posts for the side", async () => {
      const { story } = readScenario(EVERYTHING);
      const until = story.findIndex((step) => step.do === "post");

      expect(posted(await playScenario(hre, withStory(story.slice(0, until + 1))))).to.deep.equal([
        "Anna posts message 4 in settled/one",
      ]);
    });

    it("<CHN-11> lets a party post for itself though it stands behind the other side's bond", async () => {
      const scenario = readScenario(EVERYTHING);
      const { story, chains } = scenario;
      const { settled } = chains;
      if (!settled) throw new Error("everything.json has no such chain");
      const stages = settled.stages.map((stage) => ({ ...stage, receiver: "Anna" }));
      const delivery = story.findIndex((step) => step.do === "deliver");
      const message = { stage: "settled/one", message: "Thank you, salt 4", uri: "" };

      const played = await playScenario(hre, {
        ...scenario,
        chains: { ...chains, settled: { ...settled, stages } },
        story: [
          ...story
            .slice(0, delivery + 1)
            .map((step) =>
              step.do === "accept" && step.by === "David" ? { ...step, by: "Anna" } : step,
            ),
          { do: "post", say: "Anna, the receiver.", by: "Anna", ...message },
        ],
      });

      expect(posted(played)).to.deep.equal(["Anna posts message 2 in settled/one"]);
    });
  });

  describe("given the documentation", () => {
    const docs = readFileSync(path.join(__dirname, "../../docs/scenarios.md"), "utf8");

    it("plays the whole file that stands in it", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "kepil-docs-"));
      const file = path.join(folder, "chair.json");
      writeFileSync(file, readChair());

      const { report } = await playScenario(hre, readScenario(file));
      rmSync(folder, { recursive: true });

      expect(report.stages.map(({ closing }) => closing)).to.deep.equal(["Accepted"]);
    });

    it("names every action", () => {
      expect(knownActions().filter((action) => !docs.includes(`\`${action}\``))).to.deep.equal([]);
    });
  });

  describe("given a story that goes another way", () => {
    it("names the step and the refusal that was not expected", async () => {
      const story = withStory([
        { do: "tell", say: "It begins." },
        { do: "withdraw", say: "Too much.", by: "Anna", amount: 201n * 10n ** 18n },
      ]);

      expect(await failureOf(story)).to.equal(
        "story[1] (withdraw): it is refused: InsufficientDeposit (member Anna, needed 201, available 200)",
      );
    });

    it("names the refusal that was expected in place of another", async () => {
      const story = withStory([
        {
          do: "withdraw",
          say: "No.",
          by: "Anna",
          amount: 201n * 10n ** 18n,
          refused: "ZeroAmount",
        },
      ]);

      expect(await failureOf(story)).to.equal(
        "story[0] (withdraw): expected ZeroAmount, but it is refused: InsufficientDeposit (member Anna, needed 201, available 200)",
      );
    });

    it("names the refusal that did not come", async () => {
      const story = withStory([
        { do: "withdraw", say: "Yes.", by: "Anna", amount: 1n, refused: "ZeroAmount" },
      ]);

      expect(await failureOf(story)).to.equal(
        "story[0] (withdraw): expected to be refused with ZeroAmount, but it went through",
      );
    });

    it("names the pledge that was asked for and never given", async () => {
      const collect = { do: "collect", say: "Pay.", by: "Anna", amount: 1n } as const;
      const debt = { principal: "Frank", guarantor: "Anna" };
      const { story } = readScenario(EVERYTHING);
      const join = story.filter((step) => step.do === "join" && step.by === "Frank");

      expect(await failureOf(withStory([{ ...collect, ...debt }]))).to.equal(
        "story[0] (collect): it is refused: NoSuchPledge (pledge that Anna never gave for Frank)",
      );
      expect(
        await failureOf(withStory([...join, { ...collect, ...debt, outOfPledgeFor: "Clara" }])),
      ).to.equal(
        "story[1] (collect): it is refused: NoSuchPledge (pledge that Frank never gave for Clara)",
      );
    });

    it("names everything that is not as expected", async () => {
      const story = withStory([
        {
          do: "expect",
          say: "So it is.",
          people: {
            Anna: {
              free: 5n * 10n ** 18n,
              state: "Expelled",
              guarantors: [null, null],
              goodStanding: true,
            },
            Ella: { state: "Active" },
          },
          pledges: [{ principal: "Ella", guarantor: "Anna", state: "Live" }],
          chains: {},
          stages: {},
          disputes: {},
        },
      ]);

      expect(await failureOf(story)).to.equal(
        "story[0] (expect): people.Anna.free: expected 5, found 200; " +
          "people.Anna.state: expected Expelled, found Active; " +
          "people.Ella.state: expected Active, found None; " +
          "pledges[0].state: expected Live, found None",
      );
    });

    it("says when a moment to wait for has passed, or cannot come", async () => {
      const waiting: Scenario["story"] = [
        { do: "pause", say: "Stop.", by: "Boris" },
        { do: "waitUntilOverdue", say: "Wait.", member: "Anna" },
      ];

      expect(await failureOf(withStory(waiting))).to.equal(
        "story[1] (waitUntilOverdue): waits for the end of Anna's recourse window, but the clock stands still",
      );
      expect(await failureOf(withStory(waiting.slice(1)))).to.equal(
        "story[0] (waitUntilOverdue): waits for the end of Anna's recourse window, which has passed already",
      );
    });
  });

  function knownActions(): string[] {
    return actionSchema({ people: [], chains: [], stages: [] }).map(({ shape }) => shape.do.value);
  }

  function moneyOf({ report }: PlayedScenario): Record<string, string> {
    return Object.fromEntries(
      report.money.map(({ name, wallet, deposit }) => [
        name,
        `${formatAmount(wallet)} + ${formatAmount(deposit)}`,
      ]),
    );
  }
});
