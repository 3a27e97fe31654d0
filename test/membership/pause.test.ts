import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";

import { DAY, impersonate, PROFILE } from "../support/stubbedCommunity";
import { confirmedRecovery, type ConfirmedFixture } from "./recovery";

/** Calls that each succeed when the clock runs, in this order. */
const STOPPED: Record<string, (f: ConfirmedFixture) => Promise<ContractTransactionResponse>> = {
  applyForMembership: ({ membership, stranger }) =>
    membership.connect(stranger).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n),
  withdrawApplication: ({ membership, stranger }) =>
    membership.connect(stranger).withdrawApplication(),
  setProfile: ({ membership, member }) => membership.connect(member.wallet).setProfile(PROFILE),
  vetoRecovery: ({ membership, member }) => membership.connect(member.wallet).vetoRecovery(),
  setRecovery: ({ membership, member }) => membership.connect(member.wallet).setRecovery(10n * DAY),
  proposeRecovery: ({ membership, first, member, next }) =>
    membership.connect(first.wallet).proposeRecovery(member.id, next),
  confirmRecovery: ({ membership, second, member, next }) =>
    membership.connect(second.wallet).confirmRecovery(member.id, next),
  executeRecovery: async ({ membership, member, next }) => {
    await time.increase(10n * DAY);
    return membership.connect(next).executeRecovery(member.id);
  },
  changeWallet: ({ membership, member, next }) =>
    membership.connect(next).changeWallet(member.wallet),
  acceptWallet: ({ membership, member }) =>
    membership.connect(member.wallet).acceptWallet(member.id),
  expel: ({ membership, second }) => membership.expel(second.id),
  resign: ({ membership, member }) => membership.connect(member.wallet).resign(),
};

describe("Membership under a pause", () => {
  for (const [name, call] of Object.entries(STOPPED)) {
    it(`<CHA-3> ${name} is refused`, async () => {
      const fixture = await loadFixture(confirmedRecovery);
      await fixture.pause();
      const until = BigInt(await time.latest()) + 14n * DAY;
      if (name === "executeRecovery") {
        await expect(fixture.membership.executeRecovery(fixture.member.id))
          .to.be.revertedWithCustomError(fixture.charter, "CommunityPaused")
          .withArgs(until);
        return;
      }

      await expect(call(fixture))
        .to.be.revertedWithCustomError(fixture.charter, "CommunityPaused")
        .withArgs(until);
    });
  }

  it("<CHA-3> every one of these calls is possible again afterwards", async () => {
    const fixture = await loadFixture(confirmedRecovery);
    await fixture.setAccount(fixture.second.id, { owed: 1n, dueBy: 1n });
    await fixture.pause();
    await time.increase(14n * DAY);

    for (const call of Object.values(STOPPED)) await (await call(fixture)).wait();
  });

  it("<CHA-3> what other modules book goes on", async () => {
    const { charter, membership, graphSigner, trade, vaultSigner, stranger, memberIn, pause } =
      await loadFixture(confirmedRecovery);
    const applicant = await memberIn("Applicant");
    await pause();

    await membership.connect(graphSigner).activate(applicant.id);
    await membership.connect(trade).recordFault(1n, true, 1n);
    await membership.connect(vaultSigner).recordOverdue(1n);
    await membership.connect(vaultSigner).recordExcuse(1n);
    await membership.connect(await impersonate(charter)).admitFounder(stranger);
    expect(await membership.standingOf(1n)).to.deep.equal([1n, 1n, 1n, 1n, 0n, 0n]);
  });
});
