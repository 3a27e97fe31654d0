import { expect } from "chai";

import type { Dispute } from "../../scripts/replay/Dispute";
import { panelVotes } from "../../scripts/replay/panelVotes";
import { SuretyBook } from "../../scripts/replay/SuretyBook";
import { TrustBook } from "../../scripts/replay/TrustBook";

/**
 * Founders 1 to 4 (people 11 to 14); the provider, member 5, has guarantors 1 and 2, the receiver,
 * member 6, has 3 and 4.
 */
function givenDispute(
  ratings: [rater: number, rated: number, score: number][],
  round = 0,
): { trust: TrustBook; sureties: SuretyBook; dispute: Dispute } {
  const sureties = new SuretyBook();
  for (const person of [11, 12, 13, 14]) sureties.admitFounder(person, `0x${person}`);
  const provider = sureties.admit(15, "0x15", [1n, 2n], [900, 900], 100);
  const receiver = sureties.admit(16, "0x16", [3n, 4n], [900, 900], 100);
  const trust = new TrustBook();
  for (const [rater, rated, score] of ratings) {
    trust.record({ line: 1, rater, rated, score, time: 100 });
  }
  const deal = { chain: 1n, provider, receiver, price: 10n, bond: 5n };
  return { trust, sureties, dispute: { id: 1n, deal, snapshot: 200, openedAt: 201, round } };
}

describe("panelVotes", () => {
  it("<CRT-1> lets each side's guarantors vote by what they think of their party", () => {
    const { trust, sureties, dispute } = givenDispute([
      [11, 15, 5],
      [12, 15, -1],
      [13, 16, 2],
      [14, 16, -9],
    ]);

    expect(panelVotes(trust, sureties, dispute, false)).to.deep.equal([
      { judge: 1n, seats: 0b0001n, fault: 0 },
      { judge: 2n, seats: 0b0010n, fault: 10_000 },
      { judge: 3n, seats: 0b0100n, fault: 10_000 },
      { judge: 4n, seats: 0b1000n, fault: 0 },
    ]);
  });

  it("lets those stay away who have never rated their party, whatever they think of the other", () => {
    const { trust, sureties, dispute } = givenDispute([
      [11, 16, 5],
      [13, 15, -5],
    ]);

    expect(panelVotes(trust, sureties, dispute, false)).to.deep.equal([]);
  });

  it("<CRT-1> does not let an expelled holder vote", () => {
    const { trust, sureties, dispute } = givenDispute([[11, 15, 5]]);
    sureties.expel(sureties.get(1n), 300);

    expect(panelVotes(trust, sureties, dispute, false)).to.deep.equal([]);
  });

  it("<CRT-2> gathers the seats of a holder who votes the same with all of them", () => {
    const { trust, sureties, dispute } = givenDispute([[11, 15, 5]], 1);

    // A founder with steps left stays where they are: both ways on from founder 1 end with them.
    expect(panelVotes(trust, sureties, dispute, false)).to.deep.equal([
      { judge: 1n, seats: 0b0011n, fault: 0 },
    ]);
  });

  describe("when the circle votes", () => {
    it("takes the mean of a founder's opinions of both parties", () => {
      const { trust, sureties, dispute } = givenDispute(
        [
          [11, 15, 5],
          [12, 15, 3],
          [12, 16, 3],
          [13, 16, 1],
        ],
        3,
      );

      expect(panelVotes(trust, sureties, dispute, true)).to.deep.equal([
        { judge: 1n, seats: 0b0001n, fault: 0 },
        { judge: 2n, seats: 0b0010n, fault: 5_000 },
        { judge: 3n, seats: 0b0100n, fault: 10_000 },
      ]);
    });

    it("<CRT-1> gives a party no seat", () => {
      const { trust, sureties, dispute } = givenDispute([[11, 12, -5]], 3);
      const deal = { ...dispute.deal, provider: sureties.get(1n), receiver: sureties.get(2n) };

      expect(panelVotes(trust, sureties, { ...dispute, deal }, true)).to.deep.equal([]);
    });
  });
});
