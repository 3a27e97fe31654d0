import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { CARD_STATES, DAY, deployStubbedCommunity, MemberState } from "../support/stubbedCommunity";

/** Founders 1 to 3, then 4 an applicant, 5 Active, 6 resigned, 7 expelled. */
async function allStates() {
  const community = await deployStubbedCommunity();
  const members = [];
  for (const state of CARD_STATES) {
    members.push({ state, ...(await community.memberIn(state, 8n * DAY)) });
  }
  return { ...community, members };
}

describe("Membership views", () => {
  it("<MEM-4> tell a wallet's member, and the member's wallet and state", async () => {
    const { membership, members } = await loadFixture(allStates);

    for (const { id, wallet, state } of members) {
      expect(await membership.memberOf(wallet)).to.deep.equal([id, MemberState[state]]);
      expect(await membership.idOf(wallet)).to.equal(id);
      expect(await membership.stateOf(id)).to.equal(MemberState[state]);
      expect(await membership.member(id)).to.deep.equal([
        wallet.address,
        MemberState[state],
        8n * DAY,
        0n,
      ]);
    }
    expect(await membership.memberCount()).to.equal(7n);
  });

  it("<MEM-4> know nothing of others", async () => {
    const { membership, stranger } = await loadFixture(allStates);

    expect(await membership.memberOf(stranger)).to.deep.equal([0n, MemberState.None]);
    await expect(membership.idOf(stranger))
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
    for (const id of [0n, 8n]) {
      expect(await membership.stateOf(id)).to.equal(MemberState.None);
      expect(await membership.member(id)).to.deep.equal([ZeroAddress, MemberState.None, 0n, 0n]);
      expect(await membership.recoveryOf(id)).to.deep.equal([ZeroAddress, 0n, 0n, 0n]);
    }
  });
});

describe("Membership.firstInactive", () => {
  for (const [asked, first] of [
    [[1n, 2n, 3n], 0n],
    [[5n, 1n, 5n], 0n],
    [[0n, 0n, 0n], 0n],
    [[1n, 0n, 2n], 0n],
    [[4n, 1n, 2n], 4n],
    [[1n, 6n, 2n], 6n],
    [[1n, 2n, 7n], 7n],
    [[0n, 0n, 4n], 4n],
    [[0n, 6n, 7n], 6n],
    [[7n, 6n, 4n], 7n],
    [[1n, 8n, 7n], 8n],
  ] as const) {
    it(`<MEM-4> of members ${asked.join(", ")} is ${first}`, async () => {
      const { membership } = await loadFixture(allStates);

      expect(await membership.firstInactive(...asked)).to.equal(first);
    });
  }
});
