import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { MemberHandle } from "../support/community";
import { deployGraphCommunity, MemberState, type GraphCommunity } from "./graphCommunity";

const NOBODY = 0n;

interface Asked extends GraphCommunity {
  /** An applicant who has asked the first two founders. */
  dana: MemberHandle;
  /** An Active member who has asked the third founder for slot 1. */
  erlan: MemberHandle;
}

async function asked(): Promise<Asked> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const dana = await community.applicant([anna, bolat], 300n);
  const erlan = await community.joined([anna, bolat]);
  await community.nominate(erlan, 1, chingiz, 20n);
  return { ...community, dana, erlan };
}

describe("SuretyGraph.decline", () => {
  it("<MEM-2> refuses the nomination of an applicant", async () => {
    const { graph, membership, dana, founders, vouch } = await loadFixture(asked);
    const [anna, bolat] = founders;

    await expect(graph.connect(bolat.wallet).decline(dana.id, 1))
      .to.emit(graph, "NominationDeclined")
      .withArgs(dana.id, 1, bolat.id);

    expect(await graph.nominationsOf(dana.id)).to.deep.equal([anna.id, NOBODY, 300n, 0n]);
    expect(await membership.stateOf(dana.id)).to.equal(MemberState.Applicant);
    await expect(vouch(bolat, dana, 1))
      .to.be.revertedWithCustomError(graph, "NotNominated")
      .withArgs(bolat.id, dana.id, 1, NOBODY);
    await vouch(anna, dana, 0);
  });

  it("<MEM-2> refuses a later nomination, and the sitting guarantor stays", async () => {
    const { graph, erlan, founders } = await loadFixture(asked);
    const [, bolat, chingiz] = founders;
    const before = await graph.pairOf(erlan.id);

    await expect(graph.connect(chingiz.wallet).decline(erlan.id, 1))
      .to.emit(graph, "NominationDeclined")
      .withArgs(erlan.id, 1, chingiz.id);

    expect(await graph.nominationsOf(erlan.id)).to.deep.equal([NOBODY, NOBODY, 0n, 0n]);
    expect(await graph.pairOf(erlan.id)).to.deep.equal(before);
    expect(before.guarantor1).to.equal(bolat.id);
  });

  it("refuses the same nomination only once", async () => {
    const { graph, dana, founders } = await loadFixture(asked);
    const [anna] = founders;
    await graph.connect(anna.wallet).decline(dana.id, 0);

    await expect(graph.connect(anna.wallet).decline(dana.id, 0))
      .to.be.revertedWithCustomError(graph, "NotNominated")
      .withArgs(anna.id, dana.id, 0, NOBODY);
  });

  it("is for the nominee alone", async () => {
    const { graph, dana, erlan, founders } = await loadFixture(asked);
    const [anna, bolat, chingiz] = founders;

    for (const [caller, principal, slot, nominee] of [
      [bolat, dana, 0, anna.id],
      [anna, dana, 1, bolat.id],
      [bolat, erlan, 1, chingiz.id],
      [anna, erlan, 0, NOBODY],
      [dana, dana, 0, anna.id],
    ] as const) {
      await expect(graph.connect(caller.wallet).decline(principal.id, slot))
        .to.be.revertedWithCustomError(graph, "NotNominated")
        .withArgs(caller.id, principal.id, slot, nominee);
    }
  });

  it("cannot undo a surety", async () => {
    const { graph, dana, founders, vouch } = await loadFixture(asked);
    const [anna] = founders;
    await vouch(anna, dana, 0);

    await expect(graph.connect(anna.wallet).decline(dana.id, 0))
      .to.be.revertedWithCustomError(graph, "NotNominated")
      .withArgs(anna.id, dana.id, 0, NOBODY);
  });

  it("refuses another slot than 0 and 1, strangers, and a pause", async () => {
    const { graph, charter, guardian, deployer, dana, founders } = await loadFixture(asked);
    const [anna] = founders;

    await expect(graph.connect(anna.wallet).decline(dana.id, 2))
      .to.be.revertedWithCustomError(graph, "NoSuchSlot")
      .withArgs(2);
    await expect(graph.connect(deployer).decline(dana.id, 0))
      .to.be.revertedWithCustomError(graph, "NotAMember")
      .withArgs(deployer.address);
    await charter.connect(guardian).pause();
    await expect(graph.connect(anna.wallet).decline(dana.id, 0)).to.be.revertedWithCustomError(
      charter,
      "CommunityPaused",
    );
  });
});
