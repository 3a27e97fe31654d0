import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import type { MemberHandle } from "../support/community";
import {
  at,
  deployGraphCommunity,
  FOUNDER_DEPOSIT,
  inOneBlock,
  MemberState,
  type GraphCommunity,
} from "./graphCommunity";

const NOBODY = 0n;
const NO_NOMINATIONS = [NOBODY, NOBODY, 0n, 0n];

interface Secured extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** Anna and Bolat stand for Dana with 40 and 50. */
  dana: MemberHandle;
}

async function secured(): Promise<Secured> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const dana = await community.join(await community.newWallet(), [anna, bolat], {
    pledges: [40n, 50n],
  });
  return { ...community, anna, bolat, chingiz, dana };
}

describe("SuretyGraph, the calls of the membership", () => {
  const calls = {
    openApplication: (graph: Secured["graph"]) => graph.openApplication(7n, 1n, 0n, 2n, 0n),
    closeMember: (graph: Secured["graph"]) => graph.closeMember(6n),
    addFounder: (graph: Secured["graph"]) => graph.addFounder(6n),
  };
  for (const [name, call] of Object.entries(calls)) {
    it(`${name} is refused to everybody else`, async () => {
      const { graph, deployer, governor, anna } = await loadFixture(secured);

      for (const caller of [deployer, governor, anna.wallet]) {
        await expect(call(graph.connect(caller)))
          .to.be.revertedWithCustomError(graph, "NotModule")
          .withArgs(caller.address);
      }
    });
  }
});

describe("SuretyGraph.openApplication", () => {
  it("<MEM-2> books both nominations and nothing else", async () => {
    const { graph, membership, anna, chingiz, newWallet } = await loadFixture(secured);
    const wallet = await newWallet();

    const applied = membership
      .connect(wallet)
      .applyForMembership(`0x${"11".repeat(32)}`, chingiz.id, 12n, anna.id, 34n, 0n);

    await expect(applied).to.emit(graph, "Nominated").withArgs(7n, 0, chingiz.id, 12n);
    await expect(applied).to.emit(graph, "Nominated").withArgs(7n, 1, anna.id, 34n);
    expect(await graph.pairOf(7n)).to.deep.equal([
      chingiz.id,
      anna.id,
      0n,
      0n,
      12n,
      34n,
      0n,
      0n,
      0n,
      0n,
      0n,
    ]);
    expect(await graph.nominationsOf(7n)).to.deep.equal([chingiz.id, anna.id, 12n, 34n]);
  });

  it("<MEM-2> wants two different nominees", async () => {
    const { graph, asMembership, anna } = await loadFixture(secured);

    for (const nominee of [anna.id, NOBODY]) {
      await expect(graph.connect(asMembership).openApplication(7n, nominee, 0n, nominee, 0n))
        .to.be.revertedWithCustomError(graph, "SameGuarantor")
        .withArgs(7n, nominee);
    }
  });

  it("<MEM-2> wants Active nominees", async () => {
    const { graph, membership, asMembership, anna, dana, applicant } = await loadFixture(secured);
    const erlan = await applicant([anna, dana]);
    await membership.connect(dana.wallet).resign();
    const open = graph.connect(asMembership).openApplication;

    for (const [nominee0, nominee1, refused] of [
      [anna.id, erlan.id, erlan.id],
      [erlan.id, anna.id, erlan.id],
      [anna.id, dana.id, dana.id],
      [anna.id, 99n, 99n],
      [anna.id, NOBODY, NOBODY],
      [NOBODY, anna.id, NOBODY],
    ] as const) {
      await expect(open(9n, nominee0, 0n, nominee1, 0n))
        .to.be.revertedWithCustomError(graph, "NotActive")
        .withArgs(refused);
    }
  });
});

describe("SuretyGraph.closeMember", () => {
  it("<MEM-5> ends both sureties of a member who resigns", async () => {
    const { graph, vault, membership, anna, bolat, chingiz, dana, nominate, clockOf, account } =
      await loadFixture(secured);
    await nominate(dana, 0, chingiz, 9n);

    const resigned = membership.connect(dana.wallet).resign();

    for (const [guarantor, pledge] of [
      [anna, pledgeId(dana.id, 0, 1n)],
      [bolat, pledgeId(dana.id, 1, 2n)],
    ] as const) {
      await expect(resigned).to.emit(graph, "SuretyEnded").withArgs(dana.id, guarantor.id, pledge);
      await expect(resigned).to.emit(vault, "PledgeEnded").withArgs(pledge, 0n);
      expect((await account(guarantor.id)).free).to.equal(FOUNDER_DEPOSIT);
      expect((await graph.pairOf(guarantor.id)).principals).to.equal(0n);
    }
    expect(await graph.pairOf(dana.id)).to.deep.equal([
      NOBODY,
      NOBODY,
      0n,
      0n,
      0n,
      0n,
      await clockOf(await resigned),
      3n,
      1n,
      0n,
      0n,
    ]);
    expect(await graph.nominationsOf(dana.id)).to.deep.equal(NO_NOMINATIONS);
  });

  it("<MEM-5> ends the one surety that is left", async () => {
    const { graph, membership, anna, bolat, dana, withdraw } = await loadFixture(secured);
    await withdraw(anna, dana, 0);

    await membership.connect(dana.wallet).resign();

    expect(await graph.guarantorsOf(dana.id)).to.deep.equal([NOBODY, NOBODY, 4n]);
    expect((await graph.pairOf(bolat.id)).principals).to.equal(0n);
  });

  it("<MEM-2> clears an application without sureties", async () => {
    const { graph, membership, anna, bolat, applicant, vouch } = await loadFixture(secured);
    const erlan = await applicant([anna, bolat], 5n);

    await membership.connect(erlan.wallet).withdrawApplication();

    expect(await graph.pairOf(erlan.id)).to.deep.equal(Array<bigint>(11).fill(0n));
    expect(await graph.nominationsOf(erlan.id)).to.deep.equal(NO_NOMINATIONS);
    await expect(vouch(anna, erlan, 0))
      .to.be.revertedWithCustomError(membership, "WrongMemberState")
      .withArgs(erlan.id, MemberState.Resigned);
  });

  it("<MEM-2> frees the pledge of a half application and forgets later nominations", async () => {
    const { graph, membership, anna, bolat, chingiz, applicant, nominate, vouch, account } =
      await loadFixture(secured);
    const erlan = await applicant([anna, bolat], 5n);
    await vouch(anna, erlan, 0, { amount: 10n });
    await nominate(erlan, 0, chingiz);

    await membership.connect(erlan.wallet).withdrawApplication();

    expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 40n);
    expect(await graph.nominationsOf(erlan.id)).to.deep.equal(NO_NOMINATIONS);
    expect(await graph.guarantorsOf(erlan.id)).to.deep.equal([NOBODY, NOBODY, 2n]);
  });

  it("<SUR-3> keeps generation and version for one who comes back", async () => {
    const { graph, membership, anna, bolat, chingiz, dana, joined, vouch } =
      await loadFixture(secured);
    const erlan = await joined([dana, anna]);
    await membership.connect(erlan.wallet).resign();
    expect((await graph.pairOf(erlan.id)).generation).to.equal(2n);

    await membership
      .connect(erlan.wallet)
      .applyForMembership(`0x${"00".repeat(32)}`, bolat.id, 0n, chingiz.id, 0n, 0n);
    await vouch(bolat, erlan, 0);
    await vouch(chingiz, erlan, 1);

    const { generation, version, serial0, serial1 } = await graph.pairOf(erlan.id);
    expect([generation, version, serial0, serial1]).to.deep.equal([2n, 5n, 4n, 5n]);
    expect(await graph.inGoodStanding(erlan.id)).to.equal(true);
  });
});

describe("SuretyGraph, the founding circle", () => {
  it("<SUR-6> begins with the founders in their order", async () => {
    const { graph, founders, now, warp } = await loadFixture(secured);
    await warp(1n);

    expect(await graph.ringAt((await now()) - 1n)).to.equal(0b11111n);
    for (const [index, founder] of founders.entries()) {
      expect(await graph.founderAt(index)).to.equal(founder.id);
      expect(await graph.founderIndex(founder.id)).to.deep.equal([true, BigInt(index)]);
    }
    expect(await graph.founderAt(5)).to.equal(NOBODY);
    expect(await graph.founderAt(255)).to.equal(NOBODY);
  });

  it("knows who never was a founder", async () => {
    const { graph, dana } = await loadFixture(secured);

    for (const member of [NOBODY, dana.id, 99n]) {
      expect(await graph.founderIndex(member)).to.deep.equal([false, 0n]);
    }
  });

  it("<SUR-6> gives each founder the next two of the ring", async () => {
    const { graph, founders } = await loadFixture(secured);

    for (const [index, founder] of founders.entries()) {
      const { guarantor0, guarantor1 } = await graph.guarantorsOf(founder.id);
      expect([guarantor0, guarantor1]).to.deep.equal([
        at(founders, (index + 1) % 5).id,
        at(founders, (index + 2) % 5).id,
      ]);
      expect((await graph.pairOf(founder.id)).slice(0, 9)).to.deep.equal(Array<bigint>(9).fill(0n));
    }
  });

  it("<CHA-2> takes a new founder in at the end", async () => {
    const { graph, anna, founders, admitFounder, now, ...c } = await loadFixture(secured);
    const [erlan, farida] = [at(founders, 3), at(founders, 4)];

    const gulnar = await admitFounder();

    expect(gulnar.id).to.equal(7n);
    const changed = await graph.queryFilter(graph.filters.RingChanged());
    expect(changed.at(-1)?.args).to.deep.equal([await now(), 0b111111n]);
    expect(await graph.founderAt(5)).to.equal(gulnar.id);
    expect(await graph.founderIndex(gulnar.id)).to.deep.equal([true, 5n]);
    const ring = async (id: bigint) => (await graph.guarantorsOf(id)).slice(0, 2);
    expect(await ring(gulnar.id)).to.deep.equal([1n, 2n]);
    expect(await ring(farida.id)).to.deep.equal([gulnar.id, anna.id]);
    expect(await ring(erlan.id)).to.deep.equal([farida.id, gulnar.id]);
    expect(await graph.inGoodStanding(gulnar.id)).to.equal(true);
    expect((await c.membership.member(gulnar.id)).state).to.equal(MemberState.Active);
  });

  it("<SUR-6> closes up over a founder who resigns", async () => {
    const { graph, membership, anna, bolat, chingiz, founders } = await loadFixture(secured);
    const [, , , erlan, farida] = founders;
    if (!erlan || !farida) throw new Error("There are five founders");

    const resigned = membership.connect(chingiz.wallet).resign();

    await expect(resigned).to.emit(graph, "RingChanged");
    const ring = async (id: bigint) => (await graph.guarantorsOf(id)).slice(0, 2);
    expect(await ring(anna.id)).to.deep.equal([bolat.id, erlan.id]);
    expect(await ring(bolat.id)).to.deep.equal([erlan.id, farida.id]);
    expect(await ring(farida.id)).to.deep.equal([anna.id, bolat.id]);
    expect(await graph.guarantorsOf(chingiz.id)).to.deep.equal([NOBODY, NOBODY, 0n]);
    expect(await graph.founderIndex(chingiz.id)).to.deep.equal([true, 2n]);
    expect(await graph.founderAt(2)).to.equal(chingiz.id);
    expect(await graph.inGoodStanding(chingiz.id)).to.equal(false);
  });

  it("<MEM-5> keeps at least three founders", async () => {
    const { graph, membership, anna, dana, withdraw, founders } = await loadFixture(secured);
    await withdraw(anna, dana, 0);
    await membership.connect(at(founders, 4).wallet).resign();
    await membership.connect(at(founders, 3).wallet).resign();

    await expect(membership.connect(anna.wallet).resign())
      .to.be.revertedWithCustomError(membership, "TooFewFounders")
      .withArgs(3n);
    expect(await graph.guarantorsOf(anna.id)).to.deep.equal([2n, 3n, 7n]);
  });

  it("<MEM-7> changes a founder's version with every change of the circle, also two in one second", async () => {
    const { graph, membership, asMembership, anna, founders } = await loadFixture(secured);
    const versionOf = async () => (await graph.guarantorsOf(anna.id)).version;
    const first = await versionOf();

    await graph.connect(asMembership).addFounder(90n);
    expect(await versionOf()).to.equal(first + 1n);
    const receipts = await inOneBlock(
      () => graph.connect(asMembership).addFounder(91n),
      () => membership.connect(at(founders, 4).wallet).resign(),
    );
    expect(receipts.map(({ status }) => status)).to.deep.equal([1, 1]);
    expect(await versionOf()).to.equal(first + 3n);
  });

  it("<SUR-3> lets a former founder come back as a member like others", async () => {
    const { graph, membership, anna, bolat, chingiz, dana, vouch, warp, now } =
      await loadFixture(secured);
    await membership.connect(chingiz.wallet).resign();
    const left = await now();
    await membership
      .connect(chingiz.wallet)
      .applyForMembership(`0x${"00".repeat(32)}`, dana.id, 0n, bolat.id, 0n, 0n);
    await vouch(dana, chingiz, 0);
    await vouch(bolat, chingiz, 1);
    await warp(1n);

    expect(await graph.guarantorsOf(chingiz.id)).to.deep.equal([dana.id, bolat.id, 2n]);
    expect((await graph.pairOf(chingiz.id)).generation).to.equal(2n);
    expect(await graph.inGoodStanding(chingiz.id)).to.equal(true);
    // Before leaving they were in the ring.
    const before = await graph.guarantorsAt(chingiz.id, left - 1n);
    expect([before.guarantor0, before.guarantor1]).to.deep.equal([4n, 5n]);
    const after = await graph.guarantorsAt(chingiz.id, (await now()) - 1n);
    expect([after.guarantor0, after.guarantor1]).to.deep.equal([dana.id, bolat.id]);
    await expect(graph.connect(chingiz.wallet).nominate(0, anna.id, 0n)).to.emit(
      graph,
      "Nominated",
    );
  });

  describe("given 64 founders", () => {
    async function crowded(): Promise<GraphCommunity> {
      return deployGraphCommunity({ founders: 64 });
    }

    it("<SUR-6> closes the ring around the end", async () => {
      const { graph, founders } = await loadFixture(crowded);

      const { guarantor0, guarantor1 } = await graph.guarantorsOf(at(founders, 63).id);
      expect([guarantor0, guarantor1]).to.deep.equal([1n, 2n]);
    });

    it("<SUR-6> knows those at the far end, now and at any time", async () => {
      const { graph, founders, now, warp } = await loadFixture(crowded);
      await warp(1n);
      const before = (await now()) - 1n;
      const number41 = at(founders, 40).id;

      expect(await graph.ringAt(before)).to.equal(2n ** 64n - 1n);
      const present = await graph.guarantorsOf(number41);
      expect([present.guarantor0, present.guarantor1]).to.deep.equal([42n, 43n]);
      const past = await graph.guarantorsAt(number41, before);
      expect([past.guarantor0, past.guarantor1]).to.deep.equal([42n, 43n]);
    });

    it("takes no 65th founder, not even for one who left", async () => {
      const { graph, membership, asMembership, founders } = await loadFixture(crowded);
      await membership.connect(at(founders, 63).wallet).resign();

      await expect(graph.connect(asMembership).addFounder(65n))
        .to.be.revertedWithCustomError(graph, "TooManyFounders")
        .withArgs(64n);
    });
  });
});
