import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { seatsOfRound, type GuarantorSnapshot } from "../../scripts/lib/seats";
import { deployCommunity } from "../support/community";

/** Founders 1 to 4 in a ring; 5 and 6 have founders as guarantors, 7 and 8 have members and founders. */
const pairs = new Map<bigint, readonly [bigint, bigint]>([
  [1n, [2n, 3n]],
  [2n, [3n, 4n]],
  [3n, [4n, 1n]],
  [4n, [1n, 2n]],
  [5n, [1n, 2n]],
  [6n, [3n, 4n]],
  [7n, [5n, 6n]],
  [8n, [5n, 0n]],
]);
const snapshot: GuarantorSnapshot = {
  guarantorsOf: (member) => pairs.get(member) ?? [0n, 0n],
  isFounder: (member) => member <= 4n,
};

describe("seatsOfRound", () => {
  it("<CRT-1> seats both sides' guarantors in round 0 and leaves an empty slot out", () => {
    const seats = seatsOfRound(snapshot, { provider: 7n, receiver: 8n }, 0);

    expect([...seats]).to.deep.equal([
      [0, 5n],
      [1, 6n],
      [2, 5n],
    ]);
  });

  it("<SUR-6> lets a founder with steps left stay", () => {
    const seats = seatsOfRound(snapshot, { provider: 7n, receiver: 8n }, 2);

    expect([...seats]).to.deep.equal([
      [0, 1n],
      [1, 1n],
      [2, 2n],
      [3, 2n],
      [4, 3n],
      [5, 3n],
      [6, 4n],
      [7, 4n],
      [8, 1n],
      [9, 1n],
      [10, 2n],
      [11, 2n],
    ]);
  });

  it("<SUR-6> lets a founder who is a party step along the ring, and voids ways through a party", () => {
    const seats = seatsOfRound(snapshot, { provider: 1n, receiver: 7n }, 1);

    // Provider's side: by 2 and 3, who stay. Receiver's: by 5 (to the party 1: void, to 2) and by 6.
    expect([...seats]).to.deep.equal([
      [0, 2n],
      [1, 2n],
      [2, 3n],
      [3, 3n],
      [5, 2n],
      [6, 3n],
      [7, 4n],
    ]);
  });

  it("<CRT-2> agrees with the contract's walk for every seat of every round", async () => {
    const { founders, graph, join, newWallet, tree, warp, charter } =
      await loadFixture(deployCommunity);
    const { party } = await tree(2);
    const [first, second, third] = founders;
    const other = await join(await newWallet(), [first, second]);
    const receiver = await join(await newWallet(), [other, third]);
    await warp(10n);
    const time = (await charter.clock()) - 1n;

    const known = new Map<bigint, readonly [bigint, bigint]>();
    for (let id = 1n; id <= receiver.id; id++) {
      const { guarantor0, guarantor1 } = await graph.guarantorsAt(id, time);
      known.set(id, [guarantor0, guarantor1]);
    }
    const now: GuarantorSnapshot = {
      guarantorsOf: (member) => known.get(member) ?? [0n, 0n],
      isFounder: (member) => member <= BigInt(founders.length),
    };

    for (let round = 0; round < 4; round++) {
      const parties = { provider: party.id, receiver: receiver.id };
      const seats = seatsOfRound(now, parties, round);
      const half = 2 ** (round + 1);
      for (let seat = 0; seat < 2 * half; seat++) {
        const [from, against] = seat < half ? [party, receiver] : [receiver, party];
        const path = seat % half;
        const holder = await graph.seatHolder(from.id, against.id, path, round + 1, time);
        expect(seats.get(seat) ?? 0n, `seat ${seat} of round ${round}`).to.equal(holder);
      }
    }
  });
});
