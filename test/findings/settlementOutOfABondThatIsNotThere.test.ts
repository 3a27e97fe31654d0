import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { bondId, BondRole, Side } from "../../scripts/lib/names";
import { agree, offer } from "../trade/settlements";
import { deployTrade, StageState } from "../trade/tradeFixture";

describe("A settlement with a compensation from a side that put in neither price nor bond", () => {
  for (const [payer, role, overrides] of [
    [Side.Provider, BondRole.Provider, { providerBond: 0n }],
    [Side.Receiver, BondRole.Receiver, { price: 0n, providerBond: 0n, receiverBond: 0n }],
  ] as const) {
    it(`<CHN-8> is refused because it exceeds side ${payer}'s bond of nothing, and one without it is done`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { vault, stateOf } = fixture;
      const { chain } = await fixture.stageIn("Open", overrides);

      await offer(fixture, chain, [0n, 1n, payer]);
      await expect(agree(fixture, chain, [0n, 1n, payer]))
        .to.be.revertedWithCustomError(vault, "ExceedsBond")
        .withArgs(bondId(chain, 0, role), 1n, 0n);

      await offer(fixture, chain, [0n, 0n, payer]);
      await agree(fixture, chain, [0n, 0n, payer]);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });
  }
});
