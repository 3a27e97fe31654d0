import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, deployCommunity, type MemberHandle } from "../support/community";

/** Five founders, of whom the last two have switched recovery on. */
async function circle() {
  const community = await deployCommunity();
  const [first, , , fourth, fifth] = community.founders;
  if (!fourth || !fifth) throw new Error("A founder is missing");
  for (const { wallet } of [fourth, fifth]) {
    await community.membership.connect(wallet).setRecovery(7n * DAY);
  }
  return { ...community, first, fourth, fifth, next: await community.newWallet() };
}

/** The governor has had two founders admitted, who come between the fifth and the first in the ring. */
async function enlarged() {
  const community = await circle();
  const { charter, governor, member, newWallet, warp } = community;
  const wallets = [await newWallet(), await newWallet()] as const;
  const changes: string[] = [];
  for (const wallet of wallets) {
    changes.push(await charter.connect(governor).scheduleFounder.staticCall(wallet));
    await charter.connect(governor).scheduleFounder(wallet);
  }
  await warp(2n * DAY);
  for (const change of changes) await charter.executeChange(change);
  const appointed: [MemberHandle, MemberHandle] = [
    await member(wallets[0]),
    await member(wallets[1]),
  ];
  return { ...community, appointed };
}

describe("A governor who appoints the guarantors of a lost wallet", () => {
  it("<CHA-5> <MEM-7> does not get at a founder's card", async () => {
    const { membership, graph, appointed, fifth, next } = await loadFixture(enlarged);
    const [sixth, seventh] = appointed;
    expect((await graph.guarantorsOf(fifth.id)).slice(0, 2)).to.deep.equal([sixth.id, seventh.id]);

    for (const { id, wallet } of appointed) {
      await expect(membership.connect(wallet).proposeRecovery(fifth.id, next))
        .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
        .withArgs(id, fifth.id);
    }
  });

  it("<CHA-5> <MEM-7> does not confirm what a guarantor whom the founder knew has proposed", async () => {
    const { membership, appointed, fourth, fifth, next } = await loadFixture(enlarged);
    const [sixth] = appointed;
    await membership.connect(fifth.wallet).proposeRecovery(fourth.id, next);

    await expect(membership.connect(sixth.wallet).confirmRecovery(fourth.id, next))
      .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
      .withArgs(sixth.id, fourth.id);
  });

  it("<MEM-7> is trusted once the founder switches recovery on again", async () => {
    const { membership, appointed, fifth, next, warp } = await loadFixture(enlarged);
    const [sixth, seventh] = appointed;
    await membership.connect(fifth.wallet).setRecovery(7n * DAY);
    await membership.connect(sixth.wallet).proposeRecovery(fifth.id, next);
    await membership.connect(seventh.wallet).confirmRecovery(fifth.id, next);
    await warp(7n * DAY);

    await membership.connect(next).executeRecovery(fifth.id);
    expect(await membership.idOf(next)).to.equal(fifth.id);
  });

  it("<MEM-7> changes nothing for members, who nominate their guarantors themselves", async () => {
    const { membership, appointed, first, join, newWallet, next } = await loadFixture(enlarged);
    const [sixth] = appointed;
    const member = await join(await newWallet(), [first, sixth], { recoveryDelay: 7n * DAY });

    await expect(membership.connect(sixth.wallet).proposeRecovery(member.id, next)).to.emit(
      membership,
      "RecoveryProposed",
    );
  });
});
