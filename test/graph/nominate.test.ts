import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { MemberHandle } from "../support/community";
import { deployGraphCommunity, MemberState, type GraphCommunity } from "./graphCommunity";
import { writePair } from "./pairWord";

const NOBODY = 0n;

describe("SuretyGraph.nominate", () => {
  describe("given an applicant", () => {
    interface Applied extends GraphCommunity {
      dana: MemberHandle;
    }

    async function applied(): Promise<Applied> {
      const community = await deployGraphCommunity();
      const [anna, bolat] = community.founders;
      return { ...community, dana: await community.applicant([anna, bolat], 300n) };
    }

    it("<MEM-2> has the two nominees of the application", async () => {
      const { graph, dana, founders } = await loadFixture(applied);
      const [anna, bolat] = founders;

      expect(await graph.nominationsOf(dana.id)).to.deep.equal([anna.id, bolat.id, 300n, 300n]);
      const [guarantor0, guarantor1] = await graph.guarantorsOf(dana.id);
      expect([guarantor0, guarantor1]).to.deep.equal([NOBODY, NOBODY]);
    });

    it("<MEM-2> puts another nominee in the place of the first", async () => {
      const { graph, dana, founders, vouch } = await loadFixture(applied);
      const [anna, bolat, chingiz] = founders;

      await expect(graph.connect(dana.wallet).nominate(0, chingiz.id, 450n))
        .to.emit(graph, "Nominated")
        .withArgs(dana.id, 0, chingiz.id, 450n);

      expect(await graph.nominationsOf(dana.id)).to.deep.equal([chingiz.id, bolat.id, 450n, 300n]);
      await expect(vouch(anna, dana, 0))
        .to.be.revertedWithCustomError(graph, "NotNominated")
        .withArgs(anna.id, dana.id, 0, chingiz.id);
      await vouch(chingiz, dana, 0, { premium: 450n });
      expect((await graph.pairOf(dana.id)).guarantor0).to.equal(chingiz.id);
      expect(await graph.nominationsOf(dana.id)).to.deep.equal([NOBODY, bolat.id, 0n, 300n]);
    });

    it("<MEM-2> takes a nomination back", async () => {
      const { graph, dana, founders, vouch } = await loadFixture(applied);
      const [anna, bolat] = founders;

      await expect(graph.connect(dana.wallet).nominate(0, NOBODY, 0n))
        .to.emit(graph, "Nominated")
        .withArgs(dana.id, 0, NOBODY, 0n);

      expect(await graph.nominationsOf(dana.id)).to.deep.equal([NOBODY, bolat.id, 0n, 300n]);
      await expect(vouch(anna, dana, 0))
        .to.be.revertedWithCustomError(graph, "NotNominated")
        .withArgs(anna.id, dana.id, 0, NOBODY);
    });

    for (const slot of [0, 1] as const) {
      it(`<MEM-2> leaves nothing of a nominee with a great number in slot ${slot}`, async () => {
        const { graph, dana, founders } = await loadFixture(applied);
        const [, , chingiz] = founders;
        const great = 2n ** 32n - 1n;
        await writePair(graph, dana.id, { [`guarantor${slot}`]: great });
        expect((await graph.nominationsOf(dana.id))[slot]).to.equal(great);

        await graph.connect(dana.wallet).nominate(slot, chingiz.id, 0n);

        expect((await graph.nominationsOf(dana.id))[slot]).to.equal(chingiz.id);
      });
    }

    it("refuses the nominee of the other slot", async () => {
      const { graph, dana, founders } = await loadFixture(applied);
      const [, bolat] = founders;

      await expect(graph.connect(dana.wallet).nominate(0, bolat.id, 0n))
        .to.be.revertedWithCustomError(graph, "SameGuarantor")
        .withArgs(dana.id, bolat.id);
    });

    describe("when one slot is taken", () => {
      async function halfWay(): Promise<Applied> {
        const community = await applied();
        const [anna] = community.founders;
        await community.vouch(anna, community.dana, 0);
        return community;
      }

      it("<SUR-2> leaves the guarantor in place until the new nominee vouches", async () => {
        const { graph, dana, founders, nominate, vouch, membership } = await loadFixture(halfWay);
        const [anna, bolat, chingiz] = founders;

        await nominate(dana, 0, chingiz, 10n);
        expect((await graph.guarantorsOf(dana.id)).guarantor0).to.equal(anna.id);
        expect(await graph.nominationsOf(dana.id)).to.deep.equal([chingiz.id, bolat.id, 10n, 300n]);

        await vouch(chingiz, dana, 0);
        expect((await graph.guarantorsOf(dana.id)).guarantor0).to.equal(chingiz.id);
        expect((await graph.pairOf(anna.id)).principals).to.equal(0n);
        expect(await membership.stateOf(dana.id)).to.equal(MemberState.Applicant);
      });

      it("<MEM-2> has one nominee a slot, also when the guarantor left meanwhile", async () => {
        const { graph, dana, founders, nominate, vouch, withdraw } = await loadFixture(halfWay);
        const [anna, , chingiz] = founders;
        const [, , , dmitri] = founders;
        if (dmitri === undefined) throw new Error("There are five founders");
        await nominate(dana, 0, chingiz);
        await withdraw(anna, dana, 0);

        await nominate(dana, 0, dmitri);

        expect((await graph.nominationsOf(dana.id)).nominee0).to.equal(dmitri.id);
        await expect(vouch(chingiz, dana, 0))
          .to.be.revertedWithCustomError(graph, "NotNominated")
          .withArgs(chingiz.id, dana.id, 0, dmitri.id);
        await vouch(dmitri, dana, 0);
      });

      it("<MEM-2> keeps a nominee who waited while the guarantor left", async () => {
        const { graph, dana, founders, nominate, vouch, withdraw } = await loadFixture(halfWay);
        const [anna, , chingiz] = founders;
        await nominate(dana, 0, chingiz);
        await withdraw(anna, dana, 0);

        expect((await graph.nominationsOf(dana.id)).nominee0).to.equal(chingiz.id);
        await vouch(chingiz, dana, 0);
        expect((await graph.pairOf(dana.id)).guarantor0).to.equal(chingiz.id);
      });
    });
  });

  describe("given an Active member", () => {
    interface Joined extends GraphCommunity {
      dana: MemberHandle;
      erlan: MemberHandle;
    }

    async function joined(): Promise<Joined> {
      const community = await deployGraphCommunity();
      const [anna, bolat] = community.founders;
      const dana = await community.joined([anna, bolat]);
      return { ...community, dana, erlan: await community.joined([anna, bolat]) };
    }

    for (const slot of [0, 1]) {
      it(`<SUR-2> nominates over the sitting guarantor of slot ${slot}`, async () => {
        const { graph, dana, founders } = await loadFixture(joined);
        const [, , chingiz] = founders;
        const before = await graph.pairOf(dana.id);

        await expect(graph.connect(dana.wallet).nominate(slot, chingiz.id, 65_535n))
          .to.emit(graph, "Nominated")
          .withArgs(dana.id, slot, chingiz.id, 65_535n);

        expect(await graph.nominationsOf(dana.id)).to.deep.equal(
          slot === 0 ? [chingiz.id, NOBODY, 65_535n, 0n] : [NOBODY, chingiz.id, 0n, 65_535n],
        );
        expect(await graph.pairOf(dana.id)).to.deep.equal(before);
      });
    }

    for (const slot of [0, 1] as const) {
      it(`<SUR-2> may ask who is asked for the empty slot ${slot} to take the other one as well`, async () => {
        const { graph, dana, founders, nominate, vouch, withdraw } = await loadFixture(joined);
        const [anna, bolat, chingiz] = founders;
        const [left, other] = slot === 0 ? [anna, 1] : [bolat, 0];
        await withdraw(left, dana, slot);
        const before = await graph.pairOf(dana.id);

        await nominate(dana, slot, chingiz, 3n);
        expect(await graph.pairOf(dana.id)).to.deep.equal(before);
        await nominate(dana, other, chingiz, 4n);

        expect(await graph.nominationsOf(dana.id)).to.deep.equal([
          ...[chingiz.id, chingiz.id],
          ...(slot === 0 ? [3n, 4n] : [4n, 3n]),
        ]);
        await vouch(chingiz, dana, slot);
        await expect(vouch(chingiz, dana, other))
          .to.be.revertedWithCustomError(graph, "SameGuarantor")
          .withArgs(dana.id, chingiz.id);
      });
    }

    it("<SUR-2> can ask the sitting guarantor again", async () => {
      const { graph, dana, founders } = await loadFixture(joined);
      const [anna] = founders;

      await graph.connect(dana.wallet).nominate(0, anna.id, 5n);

      expect((await graph.nominationsOf(dana.id)).nominee0).to.equal(anna.id);
    });

    it("takes a nomination back", async () => {
      const { graph, dana, founders, nominate, vouch } = await loadFixture(joined);
      const [, , chingiz] = founders;
      await nominate(dana, 1, chingiz, 5n);

      await graph.connect(dana.wallet).nominate(1, NOBODY, 0n);

      expect(await graph.nominationsOf(dana.id)).to.deep.equal([NOBODY, NOBODY, 0n, 0n]);
      await expect(vouch(chingiz, dana, 1))
        .to.be.revertedWithCustomError(graph, "NotNominated")
        .withArgs(chingiz.id, dana.id, 1, NOBODY);
    });

    it("refuses themselves and the guarantor of the other slot", async () => {
      const { graph, dana, founders } = await loadFixture(joined);
      const [anna, bolat] = founders;
      const asDana = graph.connect(dana.wallet);

      for (const [slot, nominee] of [
        [0, dana],
        [1, dana],
        [0, bolat],
        [1, anna],
      ] as const) {
        await expect(asDana.nominate(slot, nominee.id, 0n))
          .to.be.revertedWithCustomError(graph, "SameGuarantor")
          .withArgs(dana.id, nominee.id);
      }
    });

    it("refuses who is not Active", async () => {
      const { graph, membership, dana, erlan, founders, applicant } = await loadFixture(joined);
      const [anna, bolat] = founders;
      const fatima = await applicant([anna, bolat]);
      await membership.connect(erlan.wallet).resign();

      for (const nominee of [fatima.id, erlan.id, 99n]) {
        await expect(graph.connect(dana.wallet).nominate(0, nominee, 0n))
          .to.be.revertedWithCustomError(graph, "NotActive")
          .withArgs(nominee);
      }
    });

    it("refuses another slot than 0 and 1", async () => {
      const { graph, dana, founders } = await loadFixture(joined);
      const [, , chingiz] = founders;

      for (const slot of [2, 255]) {
        await expect(graph.connect(dana.wallet).nominate(slot, chingiz.id, 0n))
          .to.be.revertedWithCustomError(graph, "NoSuchSlot")
          .withArgs(slot);
      }
    });

    it("stops under a pause", async () => {
      const { graph, charter, guardian, dana, founders } = await loadFixture(joined);
      const [, , chingiz] = founders;
      await charter.connect(guardian).pause();

      await expect(
        graph.connect(dana.wallet).nominate(0, chingiz.id, 0n),
      ).to.be.revertedWithCustomError(charter, "CommunityPaused");
    });

    it("refuses who has resigned or was expelled", async () => {
      const { graph, membership, dana, erlan, founders, take, expel } = await loadFixture(joined);
      const [anna, , chingiz] = founders;
      await membership.connect(erlan.wallet).resign();
      await take(anna, dana, 0, { amount: 10n });
      await expel(dana);

      for (const [member, state] of [
        [erlan, MemberState.Resigned],
        [dana, MemberState.Expelled],
      ] as const) {
        await expect(graph.connect(member.wallet).nominate(0, chingiz.id, 0n))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(member.id, state);
      }
    });
  });

  it("refuses founders", async () => {
    const { graph, founders } = await loadFixture(deployGraphCommunity);
    const [anna, bolat] = founders;

    await expect(graph.connect(anna.wallet).nominate(0, bolat.id, 0n))
      .to.be.revertedWithCustomError(graph, "FounderHasNoSlots")
      .withArgs(anna.id);
  });

  it("refuses strangers", async () => {
    const { graph, deployer, founders } = await loadFixture(deployGraphCommunity);
    const [anna] = founders;

    await expect(graph.connect(deployer).nominate(0, anna.id, 0n))
      .to.be.revertedWithCustomError(graph, "NotAMember")
      .withArgs(deployer.address);
  });
});
