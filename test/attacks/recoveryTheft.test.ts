import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";

import { type Community, DAY, deployCommunity, type MemberHandle } from "../support/community";
import { gains } from "./gains";

const DELAY = 7n * DAY;

/** What the victim has, free. */
const LOOT = 1_000n;

interface Target extends Community {
  victim: MemberHandle;
  thief: MemberHandle;
  honest: MemberHandle;
  /** The wallet that the thief wants the card to go to. */
  thiefs: HardhatEthersSigner;
}

/** A member with money and recovery switched on; one of the two guarantors is a thief. */
async function deployTarget(): Promise<Target> {
  const community = await deployCommunity();
  const { founders, join, newWallet, deposit } = community;
  const [first, second] = founders;
  const thief = await join(await newWallet(), [first, second]);
  const honest = await join(await newWallet(), [first, second]);
  const victim = await join(await newWallet(), [thief, honest], { recoveryDelay: DELAY });
  await deposit(victim, LOOT);
  return { ...community, victim, thief, honest, thiefs: await newWallet() };
}

/** Takes what the victim has, as whoever holds the card now. */
async function loot({ vault, thiefs, thief }: Target): Promise<void> {
  await vault.connect(thiefs).withdraw(LOOT, thief.wallet);
}

describe("One guarantor who wants a member's wallet", () => {
  it("<MEM-7> can propose, and neither confirm nor execute alone", async () => {
    const target = await loadFixture(deployTarget);
    const { membership, victim, thief, thiefs, warp, now } = target;
    const asThief = membership.connect(thief.wallet);

    expect(
      await gains(target, { victim, thief }, async () => {
        await asThief.proposeRecovery(victim.id, thiefs);
        await expect(asThief.confirmRecovery(victim.id, thiefs))
          .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
          .withArgs(thief.id, victim.id);
        await warp(365n * DAY);
        await expect(asThief.executeRecovery(victim.id))
          .to.be.revertedWithCustomError(membership, "RecoveryTooEarly")
          .withArgs((await now()) + 1n, 0n);
      }),
    ).to.deep.equal({});
  });

  it("<MEM-7> cannot confirm from another wallet: it is the same member", async () => {
    const { membership, victim, thief, thiefs, newWallet } = await loadFixture(deployTarget);
    await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);
    const second = await newWallet();
    await membership.connect(thief.wallet).changeWallet(second);
    await membership.connect(second).acceptWallet(thief.id);

    await expect(membership.connect(second).confirmRecovery(victim.id, thiefs))
      .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
      .withArgs(thief.id, victim.id);
  });

  it("<MEM-7> cannot slip another wallet under the honest one's confirmation", async () => {
    const { membership, victim, thief, honest, thiefs, newWallet } =
      await loadFixture(deployTarget);
    const victims = await newWallet();
    await membership.connect(thief.wallet).proposeRecovery(victim.id, victims);
    // The thief sees the confirmation coming and replaces the proposal first.
    await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);

    await expect(membership.connect(honest.wallet).confirmRecovery(victim.id, victims))
      .to.be.revertedWithCustomError(membership, "RecoveryStale")
      .withArgs(victim.id);
  });

  it("<MEM-7> cannot use an old confirmation after the pair has changed", async () => {
    const target = await loadFixture(deployTarget);
    const { membership, graph, victim, thief, honest, thiefs, warp } = target;
    await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);
    await membership.connect(honest.wallet).confirmRecovery(victim.id, thiefs);
    // The honest one was deceived, sees it, and leaves.
    await graph.connect(honest.wallet).withdrawSurety(victim.id, 1);
    await warp(DELAY);

    await expect(membership.executeRecovery(victim.id))
      .to.be.revertedWithCustomError(membership, "RecoveryStale")
      .withArgs(victim.id);
  });

  it("<MEM-7> can hold a true recovery up by proposing again: the other then leaves, or is asked first", async () => {
    const { membership, victim, thief, honest, newWallet, warp } = await loadFixture(deployTarget);
    const victims = await newWallet();
    await membership.connect(honest.wallet).proposeRecovery(victim.id, victims);
    await membership.connect(thief.wallet).confirmRecovery(victim.id, victims);
    await warp(DELAY - 10n);
    await membership.connect(thief.wallet).proposeRecovery(victim.id, victims);
    await warp(10n);

    await expect(membership.executeRecovery(victim.id)).to.be.revertedWithCustomError(
      membership,
      "RecoveryTooEarly",
    );
  });
});

describe("Both guarantors together", () => {
  it("<MEM-7> take nothing from a member who looks once in seven days: the veto ends it and switches it off", async () => {
    const target = await loadFixture(deployTarget);
    const { membership, victim, thief, honest, thiefs, warp } = target;

    expect(
      await gains(target, { victim, thief, honest }, async () => {
        await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);
        await membership.connect(honest.wallet).confirmRecovery(victim.id, thiefs);
        await warp(DELAY - 10n);
        await membership.connect(victim.wallet).vetoRecovery();
        await expect(membership.executeRecovery(victim.id))
          .to.be.revertedWithCustomError(membership, "NoRecovery")
          .withArgs(victim.id);
        await expect(membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs))
          .to.be.revertedWithCustomError(membership, "RecoveryOff")
          .withArgs(victim.id);
      }),
    ).to.deep.equal({});
  });

  it("<MEM-7> take everything from one who does not: that is the risk of switching it on", async () => {
    const target = await loadFixture(deployTarget);
    const { membership, victim, thief, honest, thiefs, warp } = target;

    expect(
      await gains(target, { victim, thief, honest }, async () => {
        await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);
        await membership.connect(honest.wallet).confirmRecovery(victim.id, thiefs);
        await warp(DELAY);
        await membership.connect(thiefs).executeRecovery(victim.id);
        await loot(target);
      }),
    ).to.deep.equal({ victim: -LOOT, thief: LOOT });
  });

  it("<CHA-3> <MEM-7> are not helped by a pause: the seven days stand still, and so does the veto", async () => {
    const target = await loadFixture(deployTarget);
    const { membership, charter, guardian, victim, thief, honest, thiefs, warp } = target;
    await membership.connect(thief.wallet).proposeRecovery(victim.id, thiefs);
    await membership.connect(honest.wallet).confirmRecovery(victim.id, thiefs);
    await charter.connect(guardian).pause();
    await warp(14n * DAY);

    await expect(membership.executeRecovery(victim.id)).to.be.revertedWithCustomError(
      membership,
      "RecoveryTooEarly",
    );
    await membership.connect(victim.wallet).vetoRecovery();
  });

  it("<MEM-7> cannot touch a member who never switched it on", async () => {
    const { membership, join, newWallet, thief, honest, thiefs } = await loadFixture(deployTarget);
    const careful = await join(await newWallet(), [thief, honest]);

    await expect(membership.connect(thief.wallet).proposeRecovery(careful.id, thiefs))
      .to.be.revertedWithCustomError(membership, "RecoveryOff")
      .withArgs(careful.id);
  });
});

describe("A governor who appoints founders to recover a founder's wallet", () => {
  interface Appointed extends Target {
    puppets: MemberHandle[];
  }

  /** The last founder has money and recovery on; two puppets now stand behind them in the ring. */
  async function deployAppointed(): Promise<Appointed> {
    const community = await deployCommunity();
    const { charter, governor, founders, membership, deposit, newWallet, member, warp } = community;
    const [thief, honest] = founders;
    const victim = founders[4];
    if (victim === undefined) throw new Error("A founder is missing");
    await membership.connect(victim.wallet).setRecovery(DELAY);
    await deposit(victim, LOOT);
    const wallets = [await newWallet(), await newWallet()];
    const scheduled = [];
    for (const wallet of wallets) {
      scheduled.push(await charter.connect(governor).scheduleFounder.staticCall(wallet));
      await charter.connect(governor).scheduleFounder(wallet);
    }
    await warp(2n * DAY);
    for (const change of scheduled) await charter.executeChange(change);
    const puppets = await Promise.all(wallets.map(member));
    return { ...community, victim, thief, honest, puppets, thiefs: await newWallet() };
  }

  it("<CHA-5> <MEM-7> gets the seats behind the founder and nothing of the founder's money", async () => {
    const target = await loadFixture(deployAppointed);
    const { membership, graph, victim, thief, puppets, thiefs } = target;
    expect((await graph.guarantorsOf(victim.id)).slice(0, 2)).to.deep.equal(
      puppets.map(({ id }) => id),
    );

    expect(
      await gains(target, { victim, thief }, async () => {
        for (const { id, wallet } of puppets) {
          await expect(membership.connect(wallet).proposeRecovery(victim.id, thiefs))
            .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
            .withArgs(id, victim.id);
        }
      }),
    ).to.deep.equal({});
  });

  it("<MEM-7> leaves the founder without anybody who could recover them until they switch it on again", async () => {
    const { membership, victim, thief, honest, puppets, thiefs } =
      await loadFixture(deployAppointed);
    for (const { id, wallet } of [thief, honest]) {
      await expect(membership.connect(wallet).proposeRecovery(victim.id, thiefs))
        .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
        .withArgs(id, victim.id);
    }

    await membership.connect(victim.wallet).setRecovery(DELAY);
    await membership.connect(puppets[0]?.wallet).proposeRecovery(victim.id, thiefs);
    expect((await membership.recoveryOf(victim.id)).wallet).to.equal(thiefs.address);
  });

  it("<CHA-5> <MEM-7> can put off every founder's recovery by changing the ring, two days ahead for all to see", async () => {
    const community = await loadFixture(deployCommunity);
    const { charter, governor, founders, membership, newWallet, warp } = community;
    const [victim, ring0, ring1] = founders;
    const victims = await newWallet();
    await membership.connect(victim.wallet).setRecovery(DELAY);
    await membership.connect(ring0.wallet).proposeRecovery(victim.id, victims);
    await membership.connect(ring1.wallet).confirmRecovery(victim.id, victims);
    const wallet = await newWallet();
    const change = await charter.connect(governor).scheduleFounder.staticCall(wallet);
    await charter.connect(governor).scheduleFounder(wallet);
    await warp(DELAY);
    await charter.executeChange(change);

    // The two ring guarantors are the same as before; the ring is not.
    expect((await community.graph.guarantorsOf(victim.id)).slice(0, 2)).to.deep.equal([
      ring0.id,
      ring1.id,
    ]);
    await expect(membership.executeRecovery(victim.id))
      .to.be.revertedWithCustomError(membership, "RecoveryStale")
      .withArgs(victim.id);
  });
});
