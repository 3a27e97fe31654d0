import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  APPEAL_WINDOW,
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  Side,
  State,
  VOTE_WINDOW,
  booked,
  deployCourt,
  deployRuled,
  deployVoting,
  fileDispute,
  fundsOf,
  memberAt,
  openDispute,
  passedSnapshot,
  vote,
  type CourtCase,
} from "./courtFixture";

const FIRST_PANEL = 4n * SEAT_FEE;
const SECOND_PANEL = 8n * SEAT_FEE;

/** One round before the circle; round 0 ruled 40 per cent. */
async function deployRuledBeforeCircle(options: {
  /** The founder who is the provider. */
  provider?: number;
  founders?: number;
}): Promise<CourtCase> {
  const community = await deployCourt({
    parameters: { rounds: 1n },
    founders: options.founders ?? 5,
  });
  const { founders, deposit } = community;
  const provider =
    options.provider === undefined ? community.provider : memberAt(founders, options.provider);
  await deposit(provider, PARTY_DEPOSIT);
  const changed = { ...community, provider, snapshot: await passedSnapshot(community) };
  await fileDispute(changed);
  const open = { ...changed, openedAt: await openDispute(changed) };
  await vote(open, 0, 0, 3_000n);
  await vote(open, 0, 2, 5_000n);
  await time.setNextBlockTimestamp(open.openedAt + VOTE_WINDOW);
  await open.court.advance(DISPUTE);
  return open;
}

function deployRuledBetweenMembers(): Promise<CourtCase> {
  return deployRuledBeforeCircle({});
}

function deployRuledAgainstFounder(): Promise<CourtCase> {
  return deployRuledBeforeCircle({ provider: 0 });
}

function deployRuledAgainstLastOf34(): Promise<CourtCase> {
  return deployRuledBeforeCircle({ provider: 33, founders: 34 });
}

async function deployRuledFree(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { seatFee: 0n } });
  await fileDispute(community);
  const open = { ...community, openedAt: await openDispute(community) };
  await vote(open, 0, 0, 3_000n);
  await vote(open, 0, 2, 5_000n);
  await time.setNextBlockTimestamp(open.openedAt + VOTE_WINDOW);
  return open;
}

describe("GuarantorCourt appeal", () => {
  describe("given a ruling of round 0", () => {
    for (const [name, side, paidByReceiver] of [
      ["provider", Side.Provider, 0b01n],
      ["receiver", Side.Receiver, 0b11n],
    ] as const) {
      it(`<CRT-5> lets the ${name} appeal for the fee of the next panel`, async () => {
        const ruled = await loadFixture(deployRuled);
        const { court } = ruled;
        const before = await booked(ruled);

        await expect(court.connect(ruled[name].wallet).appeal(DISPUTE, false))
          .to.emit(court, "Appealed")
          .withArgs(DISPUTE, 0, side, ruled[name].id);

        expect(await booked(ruled)).to.deep.equal({
          ...before,
          state: State.Appealed,
          paidRounds: 0b11n,
          paidByReceiver,
        });
        const left = { provider: PARTY_DEPOSIT, receiver: PARTY_DEPOSIT - FIRST_PANEL };
        left[name] -= SECOND_PANEL;
        expect(await fundsOf(ruled)).to.deep.equal({ ...left, pool: FIRST_PANEL + SECOND_PANEL });
      });
    }

    it("<CRT-5> takes the fee straight from the caller's wallet if asked to", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, token, provider, fund } = ruled;
      await fund(provider.wallet, SECOND_PANEL);

      await court.connect(provider.wallet).appeal(DISPUTE, true);

      expect(await token.balanceOf(provider.wallet)).to.equal(0n);
      expect(await fundsOf(ruled)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - FIRST_PANEL,
        pool: FIRST_PANEL + SECOND_PANEL,
      });
    });

    it("<CRT-5> leaves the ruling standing when the fee is not there", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, vault, provider } = ruled;
      await vault
        .connect(provider.wallet)
        .withdraw(PARTY_DEPOSIT - SECOND_PANEL + 1n, provider.wallet);
      const before = await booked(ruled);

      await expect(court.connect(provider.wallet).appeal(DISPUTE, false))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(provider.id, SECOND_PANEL, SECOND_PANEL - 1n);
      expect(await booked(ruled)).to.deep.equal(before);
    });

    it("<CRT-5> refuses everybody who is not a party", async () => {
      const { court, guarantors, stranger } = await loadFixture(deployRuled);

      for (const caller of [guarantors[0], stranger]) {
        await expect(court.connect(caller.wallet).appeal(DISPUTE, false))
          .to.be.revertedWithCustomError(court, "NotAParty")
          .withArgs(caller.id);
      }
    });

    it("<CRT-5> refuses a wallet without a card", async () => {
      const { court, membership, newWallet } = await loadFixture(deployRuled);
      const wallet = await newWallet();

      await expect(court.connect(wallet).appeal(DISPUTE, false))
        .to.be.revertedWithCustomError(membership, "NotAMember")
        .withArgs(wallet.address);
    });

    it("<CRT-5> refuses a second appeal, of the same side and of the other", async () => {
      const { court, provider, receiver } = await loadFixture(deployRuled);
      await court.connect(provider.wallet).appeal(DISPUTE, false);

      for (const party of [provider, receiver]) {
        await expect(court.connect(party.wallet).appeal(DISPUTE, false))
          .to.be.revertedWithCustomError(court, "NotAppealable")
          .withArgs(DISPUTE, State.Appealed);
      }
    });

    it("<CRT-5> can be appealed until the last second", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, provider } = ruled;
      const { deadline } = await booked(ruled);

      await time.setNextBlockTimestamp(deadline - 1n);
      await court.connect(provider.wallet).appeal(DISPUTE, false);

      expect(await booked(ruled)).to.include({ state: State.Appealed, deadline });
    });

    for (const late of [0n, 1n]) {
      it(`<CRT-5> cannot be appealed ${late} s after its time has ended`, async () => {
        const ruled = await loadFixture(deployRuled);
        const { court, provider } = ruled;
        const { deadline } = await booked(ruled);
        await time.setNextBlockTimestamp(deadline + late);

        await expect(court.connect(provider.wallet).appeal(DISPUTE, false))
          .to.be.revertedWithCustomError(court, "NotAppealable")
          .withArgs(DISPUTE, State.Final);
      });
    }

    it("<CHA-4> cannot be appealed under a pause, and for as long as before after it", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, charter, guardian, provider, warp } = ruled;
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline - 2n);
      await charter.connect(guardian).pause();
      await warp(1_000n);

      await expect(
        court.connect(provider.wallet).appeal(DISPUTE, false),
      ).to.be.revertedWithCustomError(charter, "CommunityPaused");
      const resumedAt = BigInt(await time.latest()) + 10n;
      await time.setNextBlockTimestamp(resumedAt);
      await charter.connect(guardian).resume();
      await time.setNextBlockTimestamp(resumedAt + 1n);
      await court.connect(provider.wallet).appeal(DISPUTE, false);
    });
  });

  describe("given a ruling that nobody has booked", () => {
    it("<CRT-6> books it and appeals it in one", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt, provider } = voting;
      await vote(voting, 0, 0, 3_000n);
      await vote(voting, 0, 2, 5_000n);
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);

      await expect(court.connect(provider.wallet).appeal(DISPUTE, false))
        .to.emit(court, "RoundRuled")
        .withArgs(DISPUTE, 0, 4_000n)
        .and.to.emit(court, "Appealed")
        .withArgs(DISPUTE, 0, Side.Provider, provider.id);

      expect(await booked(voting)).to.include({
        state: State.Appealed,
        ruling: 4_000n,
        deadline: openedAt + VOTE_WINDOW + APPEAL_WINDOW,
      });
    });
  });

  describe("given the next round is the circle", () => {
    it("<CRT-5> costs a seat for each founder of the snapshot", async () => {
      const ruled = await loadFixture(deployRuledBetweenMembers);
      const { court, vault, receiver } = ruled;

      await court.connect(receiver.wallet).appeal(DISPUTE, false);

      expect(await vault.feesOf(DISPUTE)).to.equal(FIRST_PANEL + 5n * SEAT_FEE);
    });

    it("<CRT-5> costs nothing for a party who is a founder and has no seat there", async () => {
      const ruled = await loadFixture(deployRuledAgainstFounder);
      const { court, vault, provider } = ruled;

      await court.connect(provider.wallet).appeal(DISPUTE, false);

      expect(await vault.feesOf(DISPUTE)).to.equal(FIRST_PANEL + 4n * SEAT_FEE);
    });

    it("<CRT-5> knows a party who is a founder far on in the circle", async () => {
      const { court, vault, provider } = await loadFixture(deployRuledAgainstLastOf34);

      await court.connect(provider.wallet).appeal(DISPUTE, false);

      expect(await vault.feesOf(DISPUTE)).to.equal(FIRST_PANEL + 33n * SEAT_FEE);
    });

    it("<CRT-5> is the last appeal: the circle's ruling is final", async () => {
      const ruled = await loadFixture(deployRuledBetweenMembers);
      const { court, founders, provider, receiver } = ruled;
      await court.connect(receiver.wallet).appeal(DISPUTE, false);
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline);
      await court.connect(memberAt(founders, 0).wallet).vote(DISPUTE, 1, 1n, 8_000n);
      await time.setNextBlockTimestamp(deadline + VOTE_WINDOW);

      await expect(court.connect(provider.wallet).appeal(DISPUTE, false))
        .to.be.revertedWithCustomError(court, "NotAppealable")
        .withArgs(DISPUTE, State.Final);
    });
  });

  describe("given a community without seat fees", () => {
    it("<CRT-5> is free", async () => {
      const ruled = await loadFixture(deployRuledFree);
      const { court, vault, provider } = ruled;

      await expect(court.connect(provider.wallet).appeal(DISPUTE, false)).not.to.emit(
        vault,
        "FeeTaken",
      );

      expect(await vault.feesOf(DISPUTE)).to.equal(0n);
      expect(await booked(ruled)).to.include({
        state: State.Appealed,
        paidRounds: 0n,
        paidByReceiver: 0n,
      });
    });
  });
});
