import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { readScenario } from "../../scripts/scenario/readScenario";
import { ScenarioError } from "../../scripts/scenario/ScenarioError";
import { UnreadableScenarioError } from "../../scripts/scenario/UnreadableScenarioError";

/** A small scenario without a mistake. */
function scenario(): object {
  return {
    title: "A deal",
    about: "Two trade.",
    people: [
      { name: "Anna", role: "founder" },
      { name: "Boris", role: "founder" },
      { name: "Clara", role: "founder" },
      { name: "David", role: "trader" },
    ],
    founders: ["Anna", "Boris", "Clara"],
    deposits: { Anna: "100" },
    sureties: [
      {
        principal: "David",
        guarantors: [
          { name: "Anna", pledge: "10" },
          { name: "Boris", pledge: "10", until: "90d", premium: "0.5%" },
        ],
      },
    ],
    chains: {
      deal: {
        terms: "Something for something",
        stages: [
          {
            name: "first",
            provider: "Anna",
            receiver: "David",
            price: "10",
            duration: "10d",
            payees: [{ name: "Clara", share: "50%" }],
          },
          {
            name: "second",
            provider: "David",
            receiver: "Anna",
            price: "2.5",
            duration: "1d 12h",
            waitsFor: ["first"],
          },
        ],
      },
    },
    story: [
      { say: "It begins.", do: "propose", by: "David", chain: "deal" },
      { say: "Anna accepts.", do: "accept", by: "Anna", chain: "deal" },
    ],
  };
}

/** Puts a value at a place inside data; `undefined` takes what is there away. */
function setAt(data: unknown, [key = "", ...rest]: string[], value: unknown): void {
  const record = data as Record<string, unknown>;
  if (rest.length === 0) record[key] = value;
  else setAt(record[key], rest, value);
}

describe("readScenario", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kepil-scenario-"));
    file = path.join(folder, "story.json");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function mistakesIn(text: string): string[] {
    writeFileSync(file, text);
    try {
      readScenario(file);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      expect(error.file).to.equal(file);
      for (const { place, message } of error.mistakes) {
        expect(error.message).to.contain(`${file}: ${place}: ${message}`);
      }
      return error.mistakes.map(({ place, message }) => `${place}: ${message}`);
    }
    return [];
  }

  /** The mistakes in the scenario with other values at some places. */
  const mistakesWith = (changes: Record<string, unknown>): string[] => {
    const story = scenario();
    for (const [place, value] of Object.entries(changes)) setAt(story, place.split("."), value);
    return mistakesIn(JSON.stringify(story));
  };

  describe("given a scenario without a mistake", () => {
    it("gives amounts in token units, times in seconds, shares in basis points", () => {
      writeFileSync(file, JSON.stringify(scenario()));

      const { chains, deposits, sureties } = readScenario(file);

      expect(deposits["Anna"]).to.equal(100n * 10n ** 18n);
      expect(sureties[0]?.guarantors).to.deep.equal([
        { name: "Anna", pledge: 10n * 10n ** 18n, until: 365 * 86_400, premium: 0 },
        { name: "Boris", pledge: 10n * 10n ** 18n, until: 90 * 86_400, premium: 50 },
      ]);
      expect(chains["deal"]?.stages[1]?.duration).to.equal(129_600);
      expect(chains["deal"]?.stages[0]?.payees).to.deep.equal([{ name: "Clara", share: 5_000 }]);
    });
  });

  describe("given no such file", () => {
    it("names the file", () => {
      const missing = path.join(folder, "missing.json");

      expect(() => readScenario(missing)).to.throw(
        UnreadableScenarioError,
        `Cannot read ${missing}: ENOENT`,
      );
    });

    it("tells a folder that was taken for a file", () => {
      expect(() => readScenario(folder)).to.throw(
        UnreadableScenarioError,
        `Cannot read ${folder}: it is a folder`,
      );
    });
  });

  describe("given no JSON", () => {
    it("names line and column", () => {
      const [mistake] = mistakesIn('{\n  "title": "A deal"\n  "about": ""\n}');

      expect(mistake).to.equal('line 3, column 3: expected "," or "}", found "\\""');
    });
  });

  describe("given other JSON than an object", () => {
    it("tells what was found", () => {
      expect(mistakesIn("[]")).to.deep.equal([
        "the file itself: expected an object, found an empty list",
      ]);
      expect(mistakesIn("null")).to.deep.equal(["the file itself: expected an object, found null"]);
    });
  });

  describe("given an unknown action", () => {
    it("repeats it after those there are", () => {
      const [mistake, ...others] = mistakesWith({ "story.1.do": "acept" });

      expect(others).to.deep.equal([]);
      expect(mistake).to.match(/^story\[1\]\.do: expected one of tell, wait, .*, found "acept"$/);
    });
  });

  describe("given a mistake", () => {
    const people = "one of the people (Anna, Boris, Clara, David)";
    const cases: [string, Record<string, unknown>, string[]][] = [
      [
        "a person without a name",
        { "people.3.name": "" },
        ['people[3].name: expected a name without "/" that is not empty, found ""'],
      ],
      [
        "a name used twice",
        { "people.4": { name: "Anna", role: "again" } },
        ['people[4].name: expected a name not used before, found "Anna"'],
      ],
      [
        "too few founders",
        { founders: ["Anna", "Boris"], sureties: [] },
        ["founders: expected 3 to 64 founders, found a list of 2"],
      ],
      [
        "an unknown founder",
        { "founders.2": "Nobody" },
        [`founders[2]: expected ${people}, found "Nobody"`],
      ],
      [
        "an amount that is a number",
        { "deposits.Anna": 100 },
        [
          'deposits.Anna: expected an amount in whole tokens as a string, such as "100" or "2.5", found 100',
        ],
      ],
      [
        "a deposit of somebody who is no member",
        { sureties: [], "deposits.David": "5" },
        [
          "deposits.David: expected a founder or somebody with sureties; others deposit in the story",
        ],
      ],
      [
        "a guarantor who joins later",
        { "sureties.0.guarantors.1.name": "David" },
        [
          'sureties[0].guarantors[1].name: expected a founder or the principal of a surety further up, found "David"',
        ],
      ],
      [
        "a guarantor who is to fill both slots",
        { "sureties.0.guarantors.1.name": "Anna" },
        ['sureties[0].guarantors[1].name: expected a name not used before, found "Anna"'],
      ],
      [
        "one guarantor only",
        { "sureties.0.guarantors": [{ name: "Anna", pledge: "10" }] },
        ["sureties[0].guarantors: expected two guarantors, found a list of 1"],
      ],
      [
        "an unknown provider",
        { "chains.deal.stages.0.provider": "Nobody" },
        [`chains.deal.stages[0].provider: expected ${people}, found "Nobody"`],
      ],
      [
        "a duration without a unit",
        { "chains.deal.stages.0.duration": "10" },
        [
          'chains.deal.stages[0].duration: expected a duration such as "10d", "36h" or "1d 12h" (y w d h m s, at most 1000y), found "10"',
        ],
      ],
      [
        "a share above the whole",
        { "chains.deal.stages.0.payees.0.share": "101%" },
        [
          'chains.deal.stages[0].payees[0].share: expected a percentage such as "20%" or "0.5%", at most "100%", found "101%"',
        ],
      ],
      [
        "a stage that waits for a later one",
        { "chains.deal.stages.0.waitsFor": ["second"] },
        [
          'chains.deal.stages[0].waitsFor[0]: expected an earlier stage of the chain, found "second"',
        ],
      ],
      [
        "charter values out of range",
        { charter: { rounds: 7, quorum: "0%", voteWindow: "40d" } },
        [
          "charter.rounds: expected 1 to 6, found 7",
          "charter.voteWindow: expected 1h to 30d, found 40d",
          "charter.quorum: expected 0.01 % to 50 %, found 0 %",
        ],
      ],
      [
        "an unknown charter value",
        { charter: { round: 3 } },
        [
          'charter: expected only the keys minPledge, maxPremium, seatFee, rounds, quorum, responseWindow, voteWindow, appealWindow, recourseWindow, recoveryDelay, lapseWindow, found "round"',
        ],
      ],
      ["an empty story", { story: [] }, ["story: expected at least one step, found an empty list"]],
      [
        "an object in place of a list",
        { people: {} },
        ["people: expected a list of people, found an object"],
      ],
      [
        "a text in place of an object",
        { charter: "none" },
        ['charter: expected an object, found "none"'],
      ],
      [
        "a deposit of somebody who is not among the people",
        { "deposits.Davdi": "5" },
        ['deposits: expected only names that the file declares, found "Davdi"'],
      ],
      [
        "a step without a sentence",
        { "story.1.say": undefined },
        ["story[1].say: expected a text, found nothing"],
      ],
      [
        "an unknown person in a step",
        { "story.1.by": "Nobody" },
        [`story[1].by: expected ${people}, found "Nobody"`],
      ],
      [
        "an unknown chain",
        { "story.1.chain": "other" },
        ['story[1].chain: expected one of the chains (deal), found "other"'],
      ],
      [
        "an unknown stage",
        { "story.2": { say: "Done.", do: "deliver", by: "Anna", stage: "deal/third" } },
        [
          'story[2].stage: expected one of the stages as "chain/stage" (deal/first, deal/second), found "deal/third"',
        ],
      ],
      [
        "a chain that is used before it is proposed",
        { "story.0": { say: "Anna accepts.", do: "accept", by: "Anna", chain: "deal" } },
        [
          'story[0].chain: expected a chain that was proposed further up, found "deal"',
          'story[1].chain: expected a chain that was proposed further up, found "deal"',
        ],
      ],
      [
        "an expectation of a chain that was not proposed",
        {
          story: [
            { say: "See.", do: "expect", chains: { deal: "Active" }, stages: { "deal/first": {} } },
          ],
        },
        [
          'story[0].chains.deal: expected a chain that was proposed further up, found "deal"',
          'story[0].stages.deal/first: expected a chain that was proposed further up, found "deal"',
        ],
      ],
      [
        "an error that no contract has",
        { "story.1.refused": "NoWay" },
        [
          'story[1].refused: expected the name of a custom error of the contracts, such as "InsufficientCover", found "NoWay"',
        ],
      ],
      [
        "a field that an action does not have",
        { "story.1.amount": "1" },
        ['story[1]: expected only the keys do, say, refused, by, chain, found "amount"'],
      ],
      [
        "two mistakes",
        { "story.0.by": "Nobody", "story.1.chain": 5 },
        [
          `story[0].by: expected ${people}, found "Nobody"`,
          "story[1].chain: expected one of the chains (deal), found 5",
        ],
      ],
    ];

    for (const [what, changes, expected] of cases) {
      it(`names the place of ${what}`, () => {
        const mistakes = mistakesWith(changes);

        expect(mistakes).to.have.length(expected.length);
        expected.forEach((mistake, index) => {
          expect(mistakes[index]).to.equal(mistake);
        });
      });
    }
  });
});
