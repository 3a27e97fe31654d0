import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import hre, { ethers } from "hardhat";

import { readSeats } from "../../scripts/lib/readSeats";
import {
  DISPUTE,
  State,
  VOTE_WINDOW,
  deployCourt,
  deployFinal,
  deployVoting,
  fileDispute,
  openDispute,
  vote,
  type CourtCase,
} from "./courtFixture";

const CIRCLE = 3;
const FOUNDERS = 5;

/** Seat numbers of a round, those of the circle up to the last founder's. */
function panelSize(round: number): number {
  return round === CIRCLE ? FOUNDERS : 2 ** (round + 2);
}

interface StorageLayout {
  storage: { label: string; slot: string; type: string }[];
  types: Record<string, { numberOfBytes: string; value?: string }>;
}

async function layoutOfCourt(): Promise<StorageLayout> {
  const name = "contracts/GuarantorCourt.sol:GuarantorCourt";
  const info = await hre.artifacts.getBuildInfo(name);
  const output = info?.output.contracts["contracts/GuarantorCourt.sol"]?.["GuarantorCourt"];
  return (output as unknown as { storageLayout: StorageLayout }).storageLayout;
}

/** One round before the circle. */
async function deployShort(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { rounds: 1n } });
  await fileDispute(community);
  return { ...community, openedAt: await openDispute(community) };
}

describe("GuarantorCourt views", () => {
  describe("seatCount", () => {
    it("<CRT-1> doubles from four to the circle, which has the founders", async () => {
      const { court } = await loadFixture(deployVoting);

      const counts = await Promise.all([0, 1, 2, 3].map((r) => court.seatCount(DISPUTE, r)));

      expect(counts).to.deep.equal([4n, 8n, 16n, 5n]);
    });

    it("<CRT-1> puts the circle after the charter's last round", async () => {
      const { court } = await loadFixture(deployShort);

      expect(await court.seatCount(DISPUTE, 1)).to.equal(5n);
      await expect(court.seatCount(DISPUTE, 2))
        .to.be.revertedWithCustomError(court, "NoSuchRound")
        .withArgs(2, 1);
    });
  });

  describe("seatHolder", () => {
    it("<CRT-1> seats the guarantors r + 1 steps up from each side, the provider's half first", async () => {
      const { court, guarantors } = await loadFixture(deployVoting);

      const holders = await Promise.all([0, 1, 2, 3].map((s) => court.seatHolder(DISPUTE, 0, s)));

      expect(holders).to.deep.equal(guarantors.map(({ id }) => id));
    });

    it("<CRT-2> is in every round what a walk off-chain finds", async () => {
      const voting = await loadFixture(deployVoting);
      const { court } = voting;

      for (let round = 0; round <= CIRCLE; round++) {
        const expected = await readSeats(voting, DISPUTE, round);
        for (let seat = 0; seat < panelSize(round); seat++) {
          expect(await court.seatHolder(DISPUTE, round, seat)).to.equal(expected.get(seat) ?? 0n);
        }
      }
    });
  });

  describe("seatVote", () => {
    it("<CRT-3> tells a paid vote from one that waits", async () => {
      const over = await loadFixture(deployFinal);
      const { court, guarantors } = over;
      await court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n);

      expect(await court.seatVote(DISPUTE, 0, 0)).to.deep.equal([true, true, 0n]);
      expect(await court.seatVote(DISPUTE, 0, 1)).to.deep.equal([false, false, 0n]);
      expect(await court.seatVote(DISPUTE, 0, 2)).to.deep.equal([true, false, 5_000n]);
    });
  });

  describe("tally", () => {
    it("<CRT-3> counts each vote in its bucket, by side", async () => {
      const voting = await loadFixture(deployVoting);
      const { court } = voting;
      await vote(voting, 0, 0, 0n);
      await vote(voting, 0, 1, 10_000n);
      await vote(voting, 0, 3, 3_000n);

      const [provider, receiver] = await court.tally(DISPUTE, 0);

      expect(provider).to.deep.equal([1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 1n]);
      expect(receiver).to.deep.equal([0n, 0n, 0n, 1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it("<CRT-4> knows no sides in the circle", async () => {
      const short = await loadFixture(deployShort);
      const { court, openedAt } = short;
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
      for (const seat of [0, 2, 4]) await vote(short, 1, seat, 2_000n);

      const [all, none] = await court.tally(DISPUTE, 1);

      expect(all).to.deep.equal([0n, 0n, 3n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
      expect(none).to.deep.equal(all.map(() => 0n));
    });
  });

  describe("given a seat or round that there is not", () => {
    it("<CRT-1> names what there is", async () => {
      const { court } = await loadFixture(deployVoting);

      for (const call of [
        () => court.seatHolder(DISPUTE, 4, 0),
        () => court.seatVote(DISPUTE, 4, 0),
        () => court.tally(DISPUTE, 4),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(court, "NoSuchRound")
          .withArgs(4, CIRCLE);
      }
      for (const call of [
        () => court.seatHolder(DISPUTE, 1, 8),
        () => court.seatVote(DISPUTE, 1, 8),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(court, "NoSuchSeat").withArgs(8, 8);
      }
    });

    it("<CRT-1> numbers 64 seats in the circle, whichever round it is", async () => {
      const { court } = await loadFixture(deployShort);

      expect(await court.seatHolder(DISPUTE, 1, 63)).to.equal(0n);
      expect(await court.seatVote(DISPUTE, 1, 63)).to.deep.equal([false, false, 0n]);
      for (const call of [
        () => court.seatHolder(DISPUTE, 1, 64),
        () => court.seatVote(DISPUTE, 1, 64),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(court, "NoSuchSeat").withArgs(64, 64);
      }
    });
  });

  describe("given no such dispute", () => {
    it("<CRT-6> says so, and disputeOf is empty", async () => {
      const { court } = await loadFixture(deployCourt);

      for (const call of [
        () => court.current(DISPUTE),
        () => court.seatCount(DISPUTE, 0),
        () => court.seatHolder(DISPUTE, 0, 0),
        () => court.seatVote(DISPUTE, 0, 0),
        () => court.tally(DISPUTE, 0),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(DISPUTE, State.None);
      }
      expect((await court.disputeOf(DISPUTE)).state).to.equal(State.None);
    });
  });
});

describe("GuarantorCourt storage", () => {
  it("<CRT-3> keeps a dispute in one slot and its votes in words beside it", async () => {
    const { storage, types } = await layoutOfCourt();

    expect(storage.map(({ label, slot }) => [label, slot])).to.deep.equal([
      ["_disputes", "0"],
      ["_votes", "1"],
      ["appellantOf", "2"],
      ["trade", "3"],
    ]);
    const disputes = types[storage[0]?.type ?? ""];
    expect(types[disputes?.value ?? ""]?.numberOfBytes).to.equal("32");
  });

  it("<CRT-3> writes one fresh slot for the first vote of a round and none for the next", async () => {
    const voting = await loadFixture(deployVoting);
    const { court } = voting;
    const words = async (): Promise<bigint[]> => {
      const votes = ethers.solidityPackedKeccak256(["uint256", "uint256"], [DISPUTE, 1n]);
      return Promise.all(
        [0n, 1n, 2n, 3n, 4n].map(async (word) => {
          const slot = ethers.solidityPackedKeccak256(["uint256", "uint256"], [word, votes]);
          return BigInt(await ethers.provider.getStorage(court, slot));
        }),
      );
    };

    expect(await words()).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    await vote(voting, 0, 0, 0n);
    expect(await words()).to.deep.equal([0x1n, 0n, 0n, 0n, 0n]);
    await vote(voting, 0, 3, 10_000n);
    expect(await words()).to.deep.equal([0xb001n, 0n, 0n, 0n, 0n]);
  });
});
