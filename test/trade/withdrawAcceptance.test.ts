import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import { ChainState, deployTrade } from "./tradeFixture";

describe("TradeChains.withdrawAcceptance", () => {
  describe("given an acceptance", () => {
    it("<CHN-1> gives the receiver's price and bond back", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, propose, accept, receiver } = fixture;
      const chain = await propose();
      const bond = bondId(chain, 0, BondRole.Receiver);
      const before = await vault.account(receiver.id);
      await accept(chain, [receiver]);

      await expect(trade.connect(receiver.wallet).withdrawAcceptance(chain))
        .to.emit(trade, "AcceptanceWithdrawn")
        .withArgs(chain, receiver.id)
        .and.to.emit(vault, "EscrowPaid")
        .withArgs(bond, receiver.id, 1_000n)
        .and.to.emit(vault, "BondReleased")
        .withArgs(bond, 200n);

      expect(await vault.account(receiver.id)).to.deep.equal(before);
      expect((await trade.chainOf(chain)).receiversAccepted).to.equal(0n);
      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Proposed);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-1> gives a provider's bond back to where it came from", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, provider } = fixture;
      const chain = await propose([{ price: 20_000n, listPrice: 20_000n, providerBond: 10_300n }]);
      await accept(chain, [provider]);

      expect(
        await changes(fixture, () => trade.connect(provider.wallet).withdrawAcceptance(chain)),
      ).to.deep.equal({
        "member 10 free": 10_000n,
        "member 10 locks": -1n,
        "bond 0/0 own": -10_000n,
        "bond 0/0 from pledge 10/0": -150n,
        "bond 0/0 from pledge 10/1#2": -150n,
        "pledge 10/0 room": 150n,
        "pledge 10/1#2 room": 150n,
      });
    });

    it("<CHN-1> takes back all roles of the caller and nobody else's", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, provider, outsider } = fixture;
      const chain = await propose([
        {},
        {
          provider: outsider.id,
          receiver: provider.id,
          price: 100n,
          listPrice: 100n,
          providerBond: 7n,
          receiverBond: 9n,
        },
      ]);
      await accept(chain, [provider, outsider]);

      expect(
        await changes(fixture, () => trade.connect(provider.wallet).withdrawAcceptance(chain)),
      ).to.deep.equal({
        "member 10 free": 409n,
        "member 10 locks": -2n,
        "bond 0/0 own": -300n,
        "bond 1/1 own": -9n,
        "bond 1/1 escrow": -100n,
      });
      const { providersAccepted, receiversAccepted } = await trade.chainOf(chain);
      expect([providersAccepted, receiversAccepted]).to.deep.equal([2n, 0n]);
    });

    it("<CHN-1> leaves what another receiver accepted", async () => {
      const { trade, propose, accept, provider, receiver, outsider } =
        await loadFixture(deployTrade);
      const free = { price: 0n, listPrice: 0n, providerBond: 0n, receiverBond: 0n };
      const chain = await propose([{}, { provider: provider.id, receiver: outsider.id, ...free }]);
      await accept(chain, [receiver, outsider]);

      await trade.connect(receiver.wallet).withdrawAcceptance(chain);

      const { providersAccepted, receiversAccepted } = await trade.chainOf(chain);
      expect([providersAccepted, receiversAccepted]).to.deep.equal([0n, 2n]);
    });

    it("<CHN-1> gives back a side that put nothing in", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, receiver } = fixture;
      const chain = await propose([{ price: 0n, providerBond: 0n, receiverBond: 0n }]);
      await accept(chain, [receiver]);

      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).withdrawAcceptance(chain)),
      ).to.deep.equal({ "member 11 locks": -1n });
    });

    it("<CHN-1> lets the member accept again", async () => {
      const { trade, propose, accept, provider } = await loadFixture(deployTrade);
      const chain = await propose();
      await accept(chain, [provider]);
      await trade.connect(provider.wallet).withdrawAcceptance(chain);

      await accept(chain);

      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Active);
    });
  });

  describe("when the time to accept has passed", () => {
    it("<CHN-1> is possible after the time to accept", async () => {
      const { trade, propose, accept, provider, at } = await loadFixture(deployTrade);
      const chain = await propose();
      await accept(chain, [provider]);
      await at((await trade.chainOf(chain)).acceptBy + 1n);

      await trade.connect(provider.wallet).withdrawAcceptance(chain);

      expect((await trade.chainOf(chain)).providersAccepted).to.equal(0n);
    });
  });

  describe("when there is nothing to take back", () => {
    it("<CHN-1> refuses whom no stage names", async () => {
      const { trade, propose, outsider } = await loadFixture(deployTrade);
      const chain = await propose();

      await expect(trade.connect(outsider.wallet).withdrawAcceptance(chain))
        .to.be.revertedWithCustomError(trade, "NotAParticipant")
        .withArgs(chain, outsider.id);
    });

    for (const side of ["provider", "receiver"] as const) {
      it(`<CHN-1> refuses a ${side} who has not accepted`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, propose, accept, provider, receiver } = fixture;
        const chain = await propose();
        await accept(chain, [side === "provider" ? receiver : provider]);

        await expect(trade.connect(fixture[side].wallet).withdrawAcceptance(chain))
          .to.be.revertedWithCustomError(trade, "NotAccepted")
          .withArgs(chain, fixture[side].id);
      });
    }
  });
});
