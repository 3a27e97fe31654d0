import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { changes } from "../vault/changes";
import { ChainState, deployTrade } from "./tradeFixture";

describe("TradeChains.dissolve", () => {
  describe("when a participant declines", () => {
    for (const side of ["provider", "receiver"] as const) {
      it(`<CHN-1> a ${side} declines, and everything goes back`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, propose, accept, provider, receiver } = fixture;
        const chain = await propose();
        await accept(chain, [side === "provider" ? receiver : provider]);

        expect(
          await changes(fixture, async () => {
            await expect(trade.connect(fixture[side].wallet).dissolve(chain))
              .to.emit(trade, "ChainDissolved")
              .withArgs(chain);
          }),
        ).to.deep.equal(
          side === "provider"
            ? {
                "member 11 free": 1_200n,
                "member 11 locks": -1n,
                "bond 0/1 own": -200n,
                "bond 0/1 escrow": -1_000n,
              }
            : { "member 10 free": 300n, "member 10 locks": -1n, "bond 0/0 own": -300n },
        );
        expect((await trade.chainOf(chain)).state).to.equal(ChainState.Dissolved);
      });
    }

    it("<CHN-1> gives everybody back what they put into any stage", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, provider, receiver, outsider } = fixture;
      const third = { provider: outsider.id, price: 500n, listPrice: 500n };
      const chain = await propose([{}, { ...third, providerBond: 77n, receiverBond: 0n }]);
      await accept(chain, [provider, receiver]);

      expect(
        await changes(fixture, () => trade.connect(outsider.wallet).dissolve(chain)),
      ).to.deep.equal({
        "member 10 free": 300n,
        "member 10 locks": -1n,
        "member 11 free": 1_700n,
        "member 11 locks": -2n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
        "bond 1/1 escrow": -500n,
      });
    });

    it("<CHN-1> nothing moves when nobody had accepted", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, provider } = fixture;
      const chain = await propose();

      expect(
        await changes(fixture, () => trade.connect(provider.wallet).dissolve(chain)),
      ).to.deep.equal({});
    });

    it("<CHN-1> dissolves a full chain of 32 stages in one transaction", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, propose, accept, provider, receiver, outsider } = fixture;
      const before = await vault.account(receiver.id);
      const stages = Array.from({ length: 31 }, () => ({ price: 500n, listPrice: 500n }));
      const chain = await propose([...stages, { provider: outsider.id }]);
      await accept(chain, [provider, receiver]);

      await trade.connect(outsider.wallet).dissolve(chain);

      expect(await vault.account(receiver.id)).to.deep.equal(before);
      expect((await vault.account(provider.id)).locks).to.equal(0n);
      expect(await fixture.audit()).to.deep.equal([]);
    });
  });

  describe("when somebody calls who takes no part", () => {
    for (const who of ["outsider", "stranger"] as const) {
      it(`<CHN-1> refuses the ${who} in the last second of the time to accept`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, propose, outsider, stranger, at } = fixture;
        const chain = await propose();
        const { acceptBy } = await trade.chainOf(chain);
        await at(acceptBy - 1n);

        await expect(trade.connect(who === "outsider" ? outsider.wallet : stranger).dissolve(chain))
          .to.be.revertedWithCustomError(trade, "AcceptanceOpen")
          .withArgs(chain, acceptBy);
      });

      for (const late of [0n, 1n]) {
        it(`<CHN-1> lets the ${who} do it ${late} seconds after`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, propose, accept, provider, outsider, stranger, at } = fixture;
          const chain = await propose();
          await accept(chain, [provider]);
          await at((await trade.chainOf(chain)).acceptBy + late);

          const caller = who === "outsider" ? outsider.wallet : stranger;
          expect(await changes(fixture, () => trade.connect(caller).dissolve(chain))).to.deep.equal(
            {
              "member 10 free": 300n,
              "member 10 locks": -1n,
              "bond 0/0 own": -300n,
            },
          );
        });
      }
    }
  });
});
