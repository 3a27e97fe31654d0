import { takeSnapshot, type SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import hre from "hardhat";
import path from "node:path";

import { formatAmount } from "../../scripts/scenario/formatAmount";
import { playScenario, type PlayedScenario } from "../../scripts/scenario/playScenario";
import { readScenario } from "../../scripts/scenario/readScenario";

const EXAMPLES = path.join(__dirname, "../../examples");

/** What everybody has in the end, in wallets and deposits. */
function wealth({ report }: PlayedScenario): Record<string, string> {
  return Object.fromEntries(
    report.money.map(({ name, wallet, deposit }) => [name, formatAmount(wallet + deposit)]),
  );
}

/** Plays an example once, and checks what holds for all of them. */
function playing(name: string): () => PlayedScenario {
  let played: PlayedScenario;
  let snapshot: SnapshotRestorer;
  before(async () => {
    snapshot = await takeSnapshot();
    played = await playScenario(hre, readScenario(path.join(EXAMPLES, `${name}.json`)));
  });
  after(async () => {
    await snapshot.restore();
  });

  it("<COV-1> ends with vault = deposits + escrows + fees, and books in order", () => {
    const { balance, deposits, escrows, fees, total } = played.report.conservation;

    expect(balance).to.equal(deposits + escrows + fees);
    expect(total).to.equal(balance);
    expect(played.report.findings).to.deep.equal([]);
  });

  it("takes from nobody what nobody gets", () => {
    const change = played.report.money.reduce((sum, row) => sum + row.change, 0n);

    expect(change).to.equal(0n);
  });

  it("<COV-6> pays every draw in full, each payer out of their own money", () => {
    for (const { amount, payers } of played.report.waterfalls) {
      expect(payers.reduce((sum, { own }) => sum + own, 0n)).to.equal(amount);
    }
  });

  it("<COV-8> leaves owed what was opened and neither repaid nor excused", () => {
    for (const { opened, repaid, excused, open } of played.report.recourse) {
      expect(open).to.equal(opened - repaid - excused);
    }
  });

  it("tells every step in words, those that act from events", () => {
    for (const { place, told, transactions } of played.steps) {
      const events = transactions.flatMap((transaction) => transaction.events);
      if (events.length > 0) expect(told, place).not.to.be.empty;
      for (const sentence of told) {
        expect(sentence, place).not.to.match(/undefined|member \d|chain \d|0x/);
      }
    }
  });

  return () => played;
}

describe("examples/house.json", () => {
  const played = playing("house");

  it("ends with exactly these amounts", () => {
    expect(wealth(played())).to.deep.equal({
      Askar: "100",
      Botagoz: "100",
      Daulet: "100",
      Erlan: "100",
      Farida: "100",
      Saule: "79.8",
      Timur: "12.92",
      Zhanna: "109.42",
      Ilyas: "94.9",
      Gulnara: "217.2",
      Kanat: "492.6",
      Marat: "191.56",
      Nurlan: "103",
      Olzhas: "137.8",
      Aliya: "190.8",
    });
  });

  it("<COV-6> compensates the mason by the waterfall: own deposit, both guarantors, and those behind one", () => {
    const [bricks] = played().report.waterfalls;

    expect(bricks).to.deep.include({ stage: "house/bricks", debtor: "Nurlan", creditor: "Kanat" });
    expect(
      bricks?.payers.map(({ level, payer, own, amount, owedBy }) => [
        level,
        payer,
        formatAmount(own),
        formatAmount(amount),
        owedBy,
      ]),
    ).to.deep.equal([
      [0, "Nurlan", "40", "70", null],
      [1, "Saule", "15", "15", "Nurlan"],
      [1, "Timur", "10", "15", "Nurlan"],
      [2, "Botagoz", "2.5", "2.5", "Timur"],
      [2, "Daulet", "2.5", "2.5", "Timur"],
    ]);
  });

  it("<CRT-4> decides the roof one round up, after an even split", () => {
    const dispute = played().report.disputes.find(({ stage }) => stage === "house/roof");

    expect(dispute?.ruling).to.equal(4_500);
    expect(
      dispute?.rounds.map(({ seats, providerOpinion, receiverOpinion, ruling, next }) => [
        seats,
        providerOpinion,
        receiverOpinion,
        ruling,
        next,
      ]),
    ).to.deep.equal([
      [4, 0, 10_000, null, "rose"],
      [8, 4_000, 5_000, 4_500, null],
    ]);
  });

  it("<COV-8> excuses part of the debt and collects the rest", () => {
    expect(
      played().report.recourse.map((row) => [
        row.principal,
        row.guarantor,
        ...[row.opened, row.repaid, row.excused, row.open].map(formatAmount),
      ]),
    ).to.deep.equal([
      ["Nurlan", "Saule", "15", "0", "15", "0"],
      ["Nurlan", "Timur", "15", "15", "0", "0"],
      ["Timur", "Botagoz", "2.5", "2.5", "0", "0"],
      ["Timur", "Daulet", "2.5", "2.5", "0", "0"],
    ]);
  });

  it("<CHN-7> lets a replacement finish, at a discount of its own", () => {
    const { stages } = played().report;

    expect(
      stages.map(({ stage, provider, replaced }) => [stage, provider, replaced]),
    ).to.deep.equal([
      ["house/design", "Gulnara", null],
      ["house/timber", "Nurlan", null],
      ["house/bricks", "Olzhas", "Nurlan"],
      ["house/walls", "Kanat", null],
      ["house/roof", "Marat", null],
      ["house/surplus", "Gulnara", null],
    ]);
    expect(stages.map(({ discount }) => discount)).to.deep.equal([
      2_000, 2_000, 1_200, 2_000, 2_000, 2_000,
    ]);
    for (const { agreedPrice, listPrice } of stages) {
      expect(agreedPrice * 10n).to.equal(listPrice * 8n);
    }
  });

  it("<CHN-10> shares the surplus among all four builders", () => {
    const step = played().steps.find(({ told }) => told.includes("house is complete"));

    expect(step?.told.filter((sentence) => sentence.includes("is credited"))).to.have.members([
      "Gulnara is credited 58.8 from house/surplus",
      "Kanat is credited 49 from house/surplus",
      "Marat is credited 49 from house/surplus",
      "Nurlan is credited 39.2 from house/surplus",
      "Ilyas is credited 2 from house/surplus",
      "Zhanna is credited 2 from house/surplus",
    ]);
  });

  it("<SUR-2> gives the one who failed another guarantor", () => {
    const nurlan = played().report.members.find(({ name }) => name === "Nurlan");

    expect(nurlan?.guarantors.map((guarantor) => guarantor?.name)).to.deep.equal([
      "Saule",
      "Zhanna",
    ]);
    expect(nurlan?.goodStanding).to.be.true;
  });
});

describe("examples/code.json", () => {
  const played = playing("code");

  it("ends with exactly these amounts", () => {
    expect(wealth(played())).to.deep.equal({
      Elena: "109",
      Farid: "100",
      Greta: "100",
      Hugo: "260",
      Ines: "69",
      Alice: "100",
      Bob: "980",
      Dina: "1,182",
      Vera: "0",
    });
  });

  it("<MEM-6> expels the one who vanished, with half of the debt still owed", () => {
    const bob = played().report.members.find(({ name }) => name === "Bob");

    expect(bob?.state).to.equal("Expelled");
    expect(formatAmount(bob?.owed ?? 0n)).to.equal("200");
    const hugo = played().report.standing.find(({ name }) => name === "Hugo");
    expect(hugo?.principalsLost).to.equal(1);
  });
});

describe("examples/fishermen.json", () => {
  const played = playing("fishermen");

  it("ends with exactly these amounts", () => {
    expect(wealth(played())).to.deep.equal({
      Abai: "220",
      Bibigul: "200",
      Orazbek: "220",
      Arman: "417.5",
      Bolat: "269.5",
      Chingis: "735",
      Daniyar: "588",
      Raushan: "100",
      Kemal: "20",
      Yuri: "440",
      Sveta: "320",
      Cannery: "0",
    });
  });

  it("<CHN-2> opens four stages side by side and the catch when all four have closed", () => {
    const opened = played().steps.flatMap(({ day, told }) =>
      told
        .filter((sentence) => sentence.includes(" opens, "))
        .map((sentence) => [day, sentence.split(" opens")[0]]),
    );

    expect(opened).to.deep.equal([
      [0, "crew/net"],
      [0, "crew/bait"],
      [0, "crew/boat"],
      [0, "crew/motor"],
      [28, "crew/first catch"],
      [36, "crew/second catch"],
    ]);
  });
});

describe("examples/flat.json", () => {
  const played = playing("flat");

  it("ends with exactly these amounts", () => {
    expect(wealth(played())).to.deep.equal({
      Anton: "104",
      Berta: "104",
      Carlo: "104",
      Doris: "100",
      Paula: "52",
      Quentin: "52",
      Rosa: "52",
      Stefan: "52",
      Lena: "788",
      Tomas: "1,216",
    });
  });

  it("<CRT-5> appeals once, and the next round rules", () => {
    const [february] = played().report.disputes;

    expect(february?.rounds.map(({ ruling, next }) => [ruling, next])).to.deep.equal([
      [7_000, "appealed by the provider"],
      [6_000, null],
    ]);
  });

  it("<CHN-2> cancels what was to follow the month that never came", () => {
    expect(
      played().report.stages.map(({ state, closing }) => `${state} ${closing ?? ""}`),
    ).to.deep.equal(["Closed Accepted", "Closed Ruled", "Closed Cancelled", "Closed Cancelled"]);
  });
});

describe("examples/aid.json", () => {
  const played = playing("aid");

  it("ends with exactly these amounts", () => {
    expect(wealth(played())).to.deep.equal({
      Amina: "150",
      Bekele: "150",
      Chaltu: "150",
      Dawit: "20",
      Eden: "140",
      Foundation: "1,040",
      Cooperative: "240",
      Brickworks: "120",
    });
  });

  it("<CHN-8> pays for the milestone reached, settles one, and gives back the rest", () => {
    expect(played().report.stages.map(({ stage, closing }) => [stage, closing])).to.deep.equal([
      ["school/land title", "Accepted"],
      ["school/raw materials", "Ruled"],
      ["school/local supplier", "Settled"],
      ["school/opening", "Cancelled"],
    ]);
  });
});
