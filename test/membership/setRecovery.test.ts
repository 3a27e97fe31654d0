import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { CARD_STATES, DAY, deployStubbedCommunity, NO_RECOVERY } from "../support/stubbedCommunity";
import { confirmedRecovery } from "./recovery";

describe("Membership.setRecovery", () => {
  for (const state of CARD_STATES) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-7> switches recovery on and off", async () => {
        const { membership, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);
        const before = await recordOf(id);

        for (const recoveryDelay of [8n * DAY, 0n]) {
          await expect(membership.connect(wallet).setRecovery(recoveryDelay))
            .to.emit(membership, "RecoverySwitched")
            .withArgs(id, recoveryDelay);
          expect(await recordOf(id)).to.deep.equal({
            ...before,
            recoveryDelay,
            newestTrusted: 4n,
          });
        }
      });
    });
  }

  for (const delay of [7n * DAY, 365n * DAY]) {
    it(`<MEM-7> takes ${delay} seconds`, async () => {
      const { membership, founders } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = founders[0];

      await membership.connect(wallet).setRecovery(delay);
      expect((await membership.member(id)).recoveryDelay).to.equal(delay);
    });
  }

  for (const delay of [1n, 7n * DAY - 1n, 365n * DAY + 1n, 2n ** 32n - 1n]) {
    it(`<MEM-7> refuses ${delay} seconds`, async () => {
      const { membership, founders } = await loadFixture(deployStubbedCommunity);

      await expect(membership.connect(founders[0].wallet).setRecovery(delay))
        .to.be.revertedWithCustomError(membership, "RecoveryDelayOutOfRange")
        .withArgs(delay, 7n * DAY, 365n * DAY);
    });
  }

  for (const delay of [0n, 9n * DAY]) {
    describe(`given a recovery under way, when the delay is set to ${delay}`, () => {
      it("<MEM-7> ends the recovery", async () => {
        const { membership, member, recordOf } = await loadFixture(confirmedRecovery);
        const before = await recordOf(member.id);

        await membership.connect(member.wallet).setRecovery(delay);
        expect(await recordOf(member.id)).to.deep.equal({
          ...before,
          recoveryDelay: delay,
          newestTrusted: 4n,
          recovery: NO_RECOVERY,
        });
        await expect(membership.executeRecovery(member.id))
          .to.be.revertedWithCustomError(membership, "NoRecovery")
          .withArgs(member.id);
      });
    });
  }

  it("<MEM-7> is for wallets with a card", async () => {
    const { membership, stranger } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(stranger).setRecovery(0n))
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });
});
