import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  DISPUTE,
  VOTE_WINDOW,
  deployCourt,
  deployVoting,
  fileDispute,
  memberAt,
  openDispute,
  passedSnapshot,
  seatsByHolder,
  walletOf,
  type CourtCase,
  type CourtCommunity,
} from "./courtFixture";

const NOBODY = 0n;

/** Opens `DISPUTE` between other members of the community, with the present as its snapshot. */
async function openBetween(
  community: CourtCommunity,
  parties: Pick<CourtCommunity, "provider" | "receiver">,
): Promise<CourtCase> {
  const changed = { ...community, ...parties, snapshot: await passedSnapshot(community) };
  await fileDispute(changed);
  return { ...changed, openedAt: await openDispute(changed) };
}

function deployFree(): Promise<CourtCommunity> {
  return deployCourt({ parameters: { seatFee: 0n } });
}

/** The provider's slot 0 and the receiver's slot 1 are the same member. */
async function deployWithCommonGuarantor(): Promise<CourtCase> {
  const community = await deployFree();
  const { join, newWallet, guarantors } = community;
  const [common, first, second] = guarantors;
  return openBetween(community, {
    provider: await join(await newWallet(), [common, first]),
    receiver: await join(await newWallet(), [second, common]),
  });
}

/** The receiver stands for `between`, who stands for the provider. */
async function deployBetweenRelatives(): Promise<CourtCase> {
  const community = await deployFree();
  const { join, newWallet, guarantors, receiver } = community;
  const between = await join(await newWallet(), [receiver, guarantors[0]]);
  return openBetween(community, {
    provider: await join(await newWallet(), [between, guarantors[1]]),
    receiver,
  });
}

/** The provider stands for `between`, who stands for the receiver. */
async function deployBetweenRelativesTurned(): Promise<CourtCase> {
  const community = await deployFree();
  const { join, newWallet, guarantors, provider } = community;
  const between = await join(await newWallet(), [provider, guarantors[0]]);
  return openBetween(community, {
    provider,
    receiver: await join(await newWallet(), [between, guarantors[1]]),
  });
}

/** Two of five founders are the parties. */
async function openBetweenFounders(provider: number, receiver: number): Promise<CourtCase> {
  const community = await deployFree();
  const { founders } = community;
  return openBetween(community, {
    provider: memberAt(founders, provider),
    receiver: memberAt(founders, receiver),
  });
}

function deployBetweenFounders(): Promise<CourtCase> {
  return openBetweenFounders(0, 2);
}

function deployBetweenOtherFounders(): Promise<CourtCase> {
  return openBetweenFounders(1, 3);
}

/** A sixth founder, who stands for nobody, leaves when the dispute is open. */
async function deployWithLeaver(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { seatFee: 0n }, founders: 6 });
  const open = await openBetween(community, community);
  await open.membership.connect(memberAt(open.founders, 5).wallet).resign();
  return open;
}

/** The sixth of seven founders, who stands for nobody, left before the dispute's snapshot. */
async function deployWithoutLeaver(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { seatFee: 0n }, founders: 7 });
  await community.membership.connect(memberAt(community.founders, 5).wallet).resign();
  return openBetween({ ...community, snapshot: await passedSnapshot(community) }, community);
}

/** Books the rise to the circle, after three rounds without votes. */
async function riseToCircle({ court, openedAt }: CourtCase): Promise<void> {
  await time.setNextBlockTimestamp(openedAt + 3n * VOTE_WINDOW);
  await court.advance(DISPUTE);
}

describe("GuarantorCourt seats", () => {
  describe("given a member who holds seats on both sides", () => {
    it("<CRT-2> takes all of them in one vote", async () => {
      const { court, guarantors } = await loadFixture(deployWithCommonGuarantor);
      const common = guarantors[0];

      await expect(court.connect(common.wallet).vote(DISPUTE, 0, 0b1001n, 4_000n))
        .to.emit(court, "Voted")
        .withArgs(DISPUTE, 0, common.id, 0b1001n, 4_000n);

      expect(await court.seatVote(DISPUTE, 0, 0)).to.deep.equal([true, false, 4_000n]);
      expect(await court.seatVote(DISPUTE, 0, 3)).to.deep.equal([true, false, 4_000n]);
      expect((await court.seatVote(DISPUTE, 0, 1)).voted).to.equal(false);
    });
  });

  describe("given parties who stand for one another", () => {
    it("<SUR-6> leaves the seats on a way through either of them void", async () => {
      const { court, receiver, guarantors, openedAt } = await loadFixture(deployBetweenRelatives);
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);

      // Round 1, the provider's half: path 00 is the receiver, path 01 the other guarantor of the one between.
      await expect(court.connect(receiver.wallet).vote(DISPUTE, 1, 0b1n, 0n))
        .to.be.revertedWithCustomError(court, "NotYourSeat")
        .withArgs(0, receiver.id, NOBODY);
      expect(await court.seatHolder(DISPUTE, 1, 0b000)).to.equal(NOBODY);
      expect(await court.seatHolder(DISPUTE, 1, 0b001)).to.equal(guarantors[0].id);
    });

    it("<SUR-6> leaves them void in the receiver's half as well", async () => {
      const { court, guarantors } = await loadFixture(deployBetweenRelativesTurned);

      // Path 00 is the provider, path 01 the other guarantor of the one between.
      expect(await court.seatHolder(DISPUTE, 1, 0b100)).to.equal(NOBODY);
      expect(await court.seatHolder(DISPUTE, 1, 0b101)).to.equal(guarantors[0].id);
    });

    it("<CRT-1> counts void seats in the panel", async () => {
      const { court } = await loadFixture(deployBetweenRelatives);

      expect(await court.seatCount(DISPUTE, 1)).to.equal(8n);
    });
  });

  describe("given a member with many seats of a round", () => {
    it("<CRT-2> takes the whole bitmap in one transaction", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt } = voting;
      await time.setNextBlockTimestamp(openedAt + 2n * VOTE_WINDOW);
      await court.advance(DISPUTE);

      const seats = await seatsByHolder(voting, 2);
      for (const [holder, bitmap] of seats) {
        const wallet = await walletOf(voting, holder);
        await court.connect(wallet).vote(DISPUTE, 2, bitmap, 5_000n);
      }

      expect(seats.size).to.equal(voting.founders.length);
      const [provider, receiver] = await court.tally(DISPUTE, 2);
      expect(provider.map(Number)).to.deep.equal([0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
      expect(receiver).to.deep.equal(provider);
    });
  });

  describe("given the circle votes", () => {
    it("<CRT-1> seats each founder of the snapshot once, by the order of founders", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, founders, stranger } = voting;
      await riseToCircle(voting);

      for (const [place, founder] of founders.entries()) {
        await court.connect(founder.wallet).vote(DISPUTE, 3, 1n << BigInt(place), 1_000n);
        expect(await court.seatVote(DISPUTE, 3, place)).to.deep.equal([true, false, 1_000n]);
      }
      expect(await court.seatCount(DISPUTE, 3)).to.equal(5n);
      await expect(court.connect(stranger.wallet).vote(DISPUTE, 3, 1n << 5n, 0n))
        .to.be.revertedWithCustomError(court, "NotYourSeat")
        .withArgs(5, stranger.id, NOBODY);
      await expect(court.connect(stranger.wallet).vote(DISPUTE, 3, 1n << 64n, 0n))
        .to.be.revertedWithCustomError(court, "NoSuchSeat")
        .withArgs(64, 64);
    });
  });

  describe("given founders are the parties", () => {
    for (const { places, others, deploy } of [
      { places: [0, 2], others: [1, 3, 4], deploy: deployBetweenFounders },
      { places: [1, 3], others: [0, 2, 4], deploy: deployBetweenOtherFounders },
    ]) {
      it(`<CRT-1> gives them no seat in the circle: founders ${places.join(" and ")}`, async () => {
        const voting = await loadFixture(deploy);
        const { court, founders } = voting;
        await riseToCircle(voting);

        expect(await court.seatCount(DISPUTE, 3)).to.equal(3n);
        for (const place of places) {
          const party = memberAt(founders, place);
          expect(await court.seatHolder(DISPUTE, 3, place)).to.equal(NOBODY);
          await expect(court.connect(party.wallet).vote(DISPUTE, 3, 1n << BigInt(place), 0n))
            .to.be.revertedWithCustomError(court, "NotYourSeat")
            .withArgs(place, party.id, NOBODY);
        }
        for (const place of others) {
          const founder = memberAt(founders, place);
          await court.connect(founder.wallet).vote(DISPUTE, 3, 1n << BigInt(place), 2_000n);
        }
      });
    }

    it("<SUR-6> lets the next two founders of the ring judge for a founder", async () => {
      const { court, founders } = await loadFixture(deployBetweenFounders);

      // Founder 0 has founders 1 and 2, who is the other party; founder 2 has 3 and 4.
      const holders = await Promise.all([0, 1, 2, 3].map((s) => court.seatHolder(DISPUTE, 0, s)));
      expect(holders).to.deep.equal([
        memberAt(founders, 1).id,
        NOBODY,
        memberAt(founders, 3).id,
        memberAt(founders, 4).id,
      ]);
    });
  });

  describe("given a founder left before the snapshot", () => {
    it("<SUR-6> has no seat for them in the circle", async () => {
      const { court } = await loadFixture(deployWithoutLeaver);

      expect(await court.seatHolder(DISPUTE, 3, 4)).not.to.equal(NOBODY);
      expect(await court.seatHolder(DISPUTE, 3, 5)).to.equal(NOBODY);
      expect(await court.seatHolder(DISPUTE, 3, 6)).to.equal(7n);
      expect(await court.seatCount(DISPUTE, 3)).to.equal(6n);
    });
  });

  describe("given a founder left after the snapshot", () => {
    it("<SUR-6> keeps the seat in the circle of the snapshot, void when voting", async () => {
      const open = await loadFixture(deployWithLeaver);
      const { court, founders } = open;
      const leaver = memberAt(founders, 5);
      await riseToCircle(open);

      expect(await court.seatHolder(DISPUTE, 3, 5)).to.equal(leaver.id);
      expect(await court.seatCount(DISPUTE, 3)).to.equal(6n);
      await expect(court.connect(leaver.wallet).vote(DISPUTE, 3, 1n << 5n, 0n))
        .to.be.revertedWithCustomError(court, "JudgeNotActive")
        .withArgs(leaver.id);
    });
  });
});
