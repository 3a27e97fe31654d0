import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { GuarantorTree, MemberHandle } from "../support/community";
import { at, deployGraphCommunity, type GraphCommunity } from "./graphCommunity";

const VOID = 0n;
const NOBODY = 0n;

interface Seated extends GraphCommunity {
  /** Eight founders at the top, the party at the bottom. */
  plant: GuarantorTree;
  party: MemberHandle;
  /** Somebody else, whom the first two founders stand for. */
  opponent: MemberHandle;
  /** A time after everything. */
  snapshot: bigint;
}

async function seated(): Promise<Seated> {
  const community = await deployGraphCommunity({ founders: 8 });
  const plant = await community.tree(3);
  const [anna, bolat] = community.founders;
  const opponent = await community.joined([anna, bolat]);
  await community.warp(10n);
  const snapshot = (await community.now()) - 1n;
  return { ...community, plant, party: plant.party, opponent, snapshot };
}

describe("SuretyGraph.seatHolder", () => {
  describe("given a full tree of guarantors", () => {
    it("<SUR-6> walks up by the bits of the path, the most significant first", async () => {
      const { graph, plant, party, snapshot } = await loadFixture(seated);

      for (const steps of [1, 2, 3]) {
        for (const [path, holder] of at(plant.levels, steps).entries()) {
          expect(
            await graph.seatHolder(party.id, NOBODY, path, steps, snapshot),
            `${path} of ${steps}`,
          ).to.equal(holder.id);
        }
      }
    });

    it("<SUR-6> stays with a founder who is reached with steps left", async () => {
      const { graph, plant, party, snapshot } = await loadFixture(seated);

      for (const [index, founder] of at(plant.levels, 3).entries()) {
        for (const [path, steps] of [
          [index << 1, 4],
          [(index << 2) | 3, 5],
          [(index << 3) | 5, 6],
        ] as const) {
          expect(await graph.seatHolder(party.id, NOBODY, path, steps, snapshot)).to.equal(
            founder.id,
          );
        }
      }
    });

    it("<SUR-6> is void where a slot was empty at that time, and only there", async () => {
      const { graph, plant, party, snapshot, withdraw, clockOf, warp } = await loadFixture(seated);
      const [left] = at(plant.levels, 1);
      const below = at(plant.levels, 2);
      if (left === undefined) throw new Error("The party has two guarantors");
      const emptied = await clockOf(await withdraw(at(below, 1), left, 1));
      await warp(5n);
      const seat = (path: number, time: bigint) =>
        graph.seatHolder(party.id, NOBODY, path, 2, time);

      expect(await seat(0b01, emptied)).to.equal(VOID);
      expect(await graph.seatHolder(party.id, NOBODY, 0b011, 3, emptied)).to.equal(VOID);
      expect(await seat(0b01, emptied - 1n)).to.equal(at(below, 1).id);
      expect(await seat(0b01, snapshot)).to.equal(at(below, 1).id);
      for (const path of [0b00, 0b10, 0b11]) {
        expect(await seat(path, emptied)).to.equal(at(below, path).id);
      }
    });

    it("<SUR-6> is void where the way passes through the opponent, or ends there", async () => {
      const { graph, plant, party, snapshot } = await loadFixture(seated);
      const [, right] = at(plant.levels, 1);
      if (right === undefined) throw new Error("The party has two guarantors");

      expect(await graph.seatHolder(party.id, right.id, 0b1, 1, snapshot)).to.equal(VOID);
      for (const path of [0b100, 0b101, 0b110, 0b111]) {
        expect(await graph.seatHolder(party.id, right.id, path, 3, snapshot)).to.equal(VOID);
      }
      expect(await graph.seatHolder(party.id, right.id, 0b011, 3, snapshot)).to.equal(
        at(at(plant.levels, 3), 3).id,
      );
      const founder = at(at(plant.levels, 3), 5);
      expect(await graph.seatHolder(party.id, founder.id, 0b101, 3, snapshot)).to.equal(VOID);
      expect(await graph.seatHolder(party.id, founder.id, 0b1010, 4, snapshot)).to.equal(VOID);
    });

    it("<SUR-6> does not ask whether the holder is Active now: the court does", async () => {
      const { graph, membership, party, plant, snapshot, withdraw } = await loadFixture(seated);
      const [left] = at(plant.levels, 1);
      if (left === undefined) throw new Error("The party has two guarantors");
      await withdraw(left, party, 0);
      await membership.connect(left.wallet).resign();

      expect(await graph.seatHolder(party.id, NOBODY, 0, 1, snapshot)).to.equal(left.id);
    });
  });

  describe("given a founder as party", () => {
    it("<SUR-6> first steps to a ring guarantor, and stays there", async () => {
      const { graph, founders, opponent, snapshot } = await loadFixture(seated);

      for (const [index, founder] of founders.entries()) {
        for (const steps of [1, 2, 6]) {
          for (const slot of [0, 1]) {
            const path = (slot << (steps - 1)) | ((1 << (steps - 1)) - 1);
            expect(await graph.seatHolder(founder.id, opponent.id, path, steps, snapshot)).to.equal(
              at(founders, (index + 1 + slot) % 8).id,
            );
          }
        }
      }
    });

    it("<SUR-6> is void where the ring guarantor is the opponent", async () => {
      const { graph, founders, snapshot } = await loadFixture(seated);
      const [anna, bolat, chingiz] = founders;

      expect(await graph.seatHolder(anna.id, bolat.id, 0, 1, snapshot)).to.equal(VOID);
      expect(await graph.seatHolder(anna.id, bolat.id, 0b011, 3, snapshot)).to.equal(VOID);
      expect(await graph.seatHolder(anna.id, bolat.id, 1, 1, snapshot)).to.equal(chingiz.id);
    });

    it("<SUR-6> closes the ring up over one who left, for later snapshots alone", async () => {
      const { graph, membership, founders, admitFounder, snapshot, warp, now } =
        await loadFixture(seated);
      const last = await admitFounder();
      await warp(5n);
      const between = (await now()) - 1n;
      await membership.connect(last.wallet).resign();
      await warp(5n);
      const after = (await now()) - 1n;
      const eighth = at(founders, 7);
      const [anna, bolat] = founders;
      const seat = async (slot: number, time: bigint) =>
        graph.seatHolder(eighth.id, NOBODY, slot, 1, time);

      expect([await seat(0, snapshot), await seat(1, snapshot)]).to.deep.equal([anna.id, bolat.id]);
      expect([await seat(0, between), await seat(1, between)]).to.deep.equal([last.id, anna.id]);
      expect([await seat(0, after), await seat(1, after)]).to.deep.equal([anna.id, bolat.id]);
      expect(await graph.seatHolder(last.id, NOBODY, 0, 1, between)).to.equal(anna.id);
      for (const time of [snapshot, after]) {
        expect(await graph.seatHolder(last.id, NOBODY, 0, 1, time)).to.equal(VOID);
      }
    });
  });

  describe("given a party without guarantors", () => {
    it("<SUR-6> is void", async () => {
      const { graph, founders, applicant, warp, now } = await loadFixture(seated);
      const [anna, bolat] = founders;
      const applied = await applicant([anna, bolat]);
      await warp(5n);

      for (const party of [applied.id, 99n, NOBODY]) {
        for (const steps of [1, 2, 6]) {
          expect(await graph.seatHolder(party, anna.id, 0, steps, (await now()) - 1n)).to.equal(
            VOID,
          );
        }
      }
    });
  });

  describe("when it is asked wrongly", () => {
    for (const steps of [0, 7, 255]) {
      it(`<SUR-6> refuses ${steps} steps`, async () => {
        const { graph, party, opponent, snapshot } = await loadFixture(seated);

        await expect(graph.seatHolder(party.id, opponent.id, 0, steps, snapshot))
          .to.be.revertedWithCustomError(graph, "TooManySteps")
          .withArgs(steps);
      });
    }

    it("<SUR-6> refuses a path with more bits than steps", async () => {
      const { graph, party, opponent, snapshot } = await loadFixture(seated);

      for (const [path, steps] of [
        [2n, 1],
        [8n, 3],
        [64n, 6],
        [2n ** 255n, 6],
      ] as const) {
        await expect(graph.seatHolder(party.id, opponent.id, path, steps, snapshot))
          .to.be.revertedWithCustomError(graph, "PathTooLong")
          .withArgs(path, steps);
        await graph.seatHolder(party.id, opponent.id, (1n << BigInt(steps)) - 1n, steps, snapshot);
      }
    });

    it("<CHA-3> refuses a time that is not past", async () => {
      const { graph, party, opponent, now } = await loadFixture(seated);
      const present = await now();

      for (const time of [present, present + 1n]) {
        await expect(graph.seatHolder(party.id, opponent.id, 0, 1, time))
          .to.be.revertedWithCustomError(graph, "NotInThePast")
          .withArgs(time, present);
      }
      await graph.seatHolder(party.id, opponent.id, 0, 1, present - 1n);
    });
  });
});
