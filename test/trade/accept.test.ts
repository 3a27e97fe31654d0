import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { ChainState, deployTrade, DURATION, StageState } from "./tradeFixture";

describe("TradeChains.accept", () => {
  it("<CHN-1> takes the receiver's price and bond", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, propose, receiver } = fixture;
    const chain = await propose();
    const bond = bondId(chain, 0, BondRole.Receiver);

    expect(
      await changes(fixture, async () => {
        await expect(trade.connect(receiver.wallet).accept(chain))
          .to.emit(trade, "ChainAccepted")
          .withArgs(chain, receiver.id)
          .and.to.emit(vault, "Escrowed")
          .withArgs(bond, receiver.id, 1_000n)
          .and.to.emit(vault, "BondLocked")
          .withArgs(bond, receiver.id, 200n, 200n, 0n);
      }),
    ).to.deep.equal({
      "member 11 free": -1_200n,
      "member 11 locks": 1n,
      "bond 0/1 own": 200n,
      "bond 0/1 escrow": 1_000n,
    });
    const { state, providersAccepted, receiversAccepted } = await trade.chainOf(chain);
    expect([state, providersAccepted, receiversAccepted]).to.deep.equal([
      ChainState.Proposed,
      0n,
      1n,
    ]);
  });

  it("<CHN-1> takes the provider's bond", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, propose, provider } = fixture;
    const chain = await propose();

    expect(
      await changes(fixture, () => trade.connect(provider.wallet).accept(chain)),
    ).to.deep.equal({
      "member 10 free": -300n,
      "member 10 locks": 1n,
      "bond 0/0 own": 300n,
    });
    const { state, providersAccepted, receiversAccepted } = await trade.chainOf(chain);
    expect([state, providersAccepted, receiversAccepted]).to.deep.equal([
      ChainState.Proposed,
      1n,
      0n,
    ]);
  });

  for (const last of ["provider", "receiver"] as const) {
    it(`<CHN-1> <CHN-2> the chain begins when the ${last} accepts last`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, at, now, provider, receiver } = fixture;
      const chain = await propose([{}, { waitsFor: 1n }, { duration: DAY }]);
      const [first, second] = last === "provider" ? [receiver, provider] : [provider, receiver];
      await accept(chain, [first]);
      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Proposed);
      const clock = (await now()) + 50n;
      await at(clock);

      const accepted = trade.connect(second.wallet).accept(chain);

      await expect(accepted).to.emit(trade, "ChainActivated").withArgs(chain);
      await expect(accepted)
        .to.emit(trade, "StageOpened")
        .withArgs(chain, 0n, clock + DURATION)
        .and.to.emit(trade, "StageOpened")
        .withArgs(chain, 2n, clock + DAY);
      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Active);
      expect(await fixture.stateOf(chain, 0)).to.equal(StageState.Open);
      expect(await fixture.stateOf(chain, 1)).to.equal(StageState.Waiting);
      expect(await fixture.stateOf(chain, 2)).to.equal(StageState.Open);
      expect(await trade.dueOf(chain, 0)).to.equal(clock + DURATION);
      expect((await trade.queryFilter(trade.filters.StageOpened(chain))).length).to.equal(2);
    });
  }

  it("<CHN-1> accepts all roles of a member at once, all prices before all bonds", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, propose, accept, outsider, receiver, provider } = fixture;
    // The provider's money suffices for the price; the bonds then rest on the guarantors.
    const chain = await propose([
      { price: 10_000n, listPrice: 10_000n, providerBond: 100n, receiverBond: 0n },
      {
        provider: outsider.id,
        receiver: provider.id,
        price: 9_900n,
        listPrice: 9_900n,
        providerBond: 0n,
        receiverBond: 50n,
        waitsFor: 0n,
      },
    ]);

    expect(await changes(fixture, () => accept(chain, [provider]))).to.deep.equal({
      "member 10 free": -10_000n,
      "member 10 locks": 2n,
      "bond 0/0 own": 100n,
      "bond 1/1 escrow": 9_900n,
      "bond 1/1 from pledge 10/0": 25n,
      "bond 1/1 from pledge 10/1#2": 25n,
      "pledge 10/0 room": -25n,
      "pledge 10/1#2 room": -25n,
    });
    await accept(chain, [receiver, outsider]);
    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Active);
    expect((await vault.account(outsider.id)).locks).to.equal(1n);
  });

  for (const [what, stage, who, escrowed] of [
    ["a receiver's price without a bond", { receiverBond: 0n }, "receiver", 1_000n],
    [
      "a receiver's side without money",
      { price: 0n, receiverBond: 0n, providerBond: 0n },
      "receiver",
      0n,
    ],
    ["a provider's side without a bond", { providerBond: 0n }, "provider", 0n],
  ] as const) {
    it(`<CHN-1> ${what} leaves a record of what there is, and counts as a lock`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, propose } = fixture;
      const chain = await propose([stage]);
      const { id, wallet } = fixture[who];
      const bond = (await trade.namesOf(chain, 0))[who];

      expect(
        await changes(fixture, async () => {
          const accepted = trade.connect(wallet).accept(chain);
          if (escrowed > 0n) {
            await expect(accepted).to.emit(vault, "Escrowed").withArgs(bond, id, escrowed);
          } else {
            await expect(accepted).not.to.emit(vault, "Escrowed");
          }
          await expect(accepted).not.to.emit(vault, "BondLocked");
        }),
      ).to.deep.equal({
        [`member ${id} locks`]: 1n,
        ...(escrowed > 0n ? { [`member ${id} free`]: -escrowed, "bond 0/1 escrow": escrowed } : {}),
      });
      const record = await vault.bond(bond);
      expect([record.member, record.escrow, await vault.bondAmount(bond)]).to.deep.equal([
        ...[escrowed > 0n ? id : 0n, escrowed, 0n],
      ]);
    });
  }

  it("<CHN-1> counts a stage without money, too", async () => {
    const fixture = await loadFixture(deployTrade);
    const { propose, accept } = fixture;
    const chain = await propose([{ price: 0n, listPrice: 0n, providerBond: 0n, receiverBond: 0n }]);

    expect(await changes(fixture, () => accept(chain))).to.deep.equal({
      "member 10 locks": 1n,
      "member 11 locks": 1n,
    });
  });

  describe("when there is not enough money", () => {
    it("<CHN-1> a price is escrowed from the receiver's own deposit alone", async () => {
      const { trade, vault, propose, receiver } = await loadFixture(deployTrade);
      const chain = await propose([{ price: 100_001n, listPrice: 100_001n }]);

      await expect(trade.connect(receiver.wallet).accept(chain))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(receiver.id, 100_001n, 100_000n);
    });

    it("<COV-3> a bond reaches as far as deposit and pledges together", async () => {
      const { trade, vault, propose, provider } = await loadFixture(deployTrade);
      const chain = await propose([{ price: 20_000n, listPrice: 20_000n, providerBond: 10_801n }]);

      await expect(trade.connect(provider.wallet).accept(chain))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(provider.id, 10_801n, 10_800n);
    });
  });

  describe("given a guarantor who takes part in the chain", () => {
    for (const role of ["provider", "receiver"] as const) {
      for (const slot of [0, 1] as const) {
        it(`<CHN-1> as the ${role} of another stage, their pledge in slot ${slot} offers no room`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, vault, propose, provider, providerGuarantors, outsider } = fixture;
          const other = role === "provider" ? "receiver" : "provider";
          const chain = await propose([
            { price: 20_000n, listPrice: 20_000n, providerBond: 10_401n },
            { [role]: providerGuarantors[slot].id, [other]: outsider.id },
          ]);

          await expect(trade.connect(provider.wallet).accept(chain))
            .to.be.revertedWithCustomError(vault, "InsufficientCover")
            .withArgs(provider.id, 10_401n, 10_400n);
        });
      }
    }

    it("<CHN-1> the bond rests on the other pledge", async () => {
      const fixture = await loadFixture(deployTrade);
      const { propose, accept, provider, providerGuarantors } = fixture;
      const chain = await propose([
        { price: 20_000n, listPrice: 20_000n, providerBond: 10_400n },
        { provider: providerGuarantors[0].id },
      ]);

      expect(await changes(fixture, () => accept(chain, [provider]))).to.deep.equal({
        "member 10 free": -10_000n,
        "member 10 locks": 1n,
        "bond 0/0 own": 10_000n,
        "bond 0/0 from pledge 10/1#2": 400n,
        "pledge 10/1#2 room": -400n,
      });
    });
  });

  describe("when somebody may not accept", () => {
    it("<CHN-1> refuses whom no stage names", async () => {
      const { trade, propose, outsider } = await loadFixture(deployTrade);
      const chain = await propose();

      await expect(trade.connect(outsider.wallet).accept(chain))
        .to.be.revertedWithCustomError(trade, "NotAParticipant")
        .withArgs(chain, outsider.id);
    });

    it("<CHN-1> refuses a wallet without a card", async () => {
      const { trade, propose, stranger } = await loadFixture(deployTrade);
      const chain = await propose();

      await expect(trade.connect(stranger).accept(chain))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    for (const side of ["provider", "receiver"] as const) {
      it(`<CHN-1> refuses a ${side} who has accepted already`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, propose, accept } = fixture;
        const chain = await propose();
        await accept(chain, [fixture[side]]);

        await expect(trade.connect(fixture[side].wallet).accept(chain))
          .to.be.revertedWithCustomError(trade, "AlreadyAccepted")
          .withArgs(chain, fixture[side].id);
      });
    }

    it("<MEM-4> refuses a member without good standing", async () => {
      const { trade, graph, propose, provider, providerGuarantors } =
        await loadFixture(deployTrade);
      const chain = await propose();
      await graph.connect(providerGuarantors[0].wallet).withdrawSurety(provider.id, 0);

      await expect(trade.connect(provider.wallet).accept(chain))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(provider.id, provider.id, 0n);
    });

    it("<CHN-1> refuses a member whose pair has changed since the snapshot", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, propose, provider, outsider, at, now, horizon } = fixture;
      const chain = await propose();
      const { snapshot } = await trade.chainOf(chain);
      await graph.connect(provider.wallet).nominate(1, outsider.id, 0n);
      const since = (await now()) + 9n;
      await at(since);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 1, 0n, horizon, 0n);

      await expect(trade.connect(provider.wallet).accept(chain))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(provider.id, since, snapshot);
    });

    it("<CHA-3> what happened in the second of the proposal counts as a change", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, propose, provider, outsider, at, now, horizon } = fixture;
      await graph.connect(provider.wallet).nominate(1, outsider.id, 0n);
      const since = (await now()) + 9n;
      await at(since);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 1, 0n, horizon, 0n);

      // One second later the pair stands from just before the snapshot's end.
      await at(since + 1n);
      const chain = await propose();
      expect((await trade.chainOf(chain)).snapshot).to.equal(since);
      await trade.connect(provider.wallet).accept(chain);
    });
  });

  describe("when time runs out", () => {
    it("<CHN-1> accepts in the last second", async () => {
      const { trade, propose, provider, at } = await loadFixture(deployTrade);
      const chain = await propose();
      const { acceptBy } = await trade.chainOf(chain);
      await at(acceptBy - 1n);

      await trade.connect(provider.wallet).accept(chain);

      expect((await trade.chainOf(chain)).providersAccepted).to.equal(1n);
    });

    for (const late of [0n, 1n]) {
      it(`<CHN-1> refuses ${late} seconds after`, async () => {
        const { trade, propose, provider, at } = await loadFixture(deployTrade);
        const chain = await propose();
        const { acceptBy } = await trade.chainOf(chain);
        await at(acceptBy + late);

        await expect(trade.connect(provider.wallet).accept(chain))
          .to.be.revertedWithCustomError(trade, "AcceptanceOver")
          .withArgs(chain, acceptBy);
      });
    }
  });

  it("<CHN-1> two members can take part in all of 32 stages", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, propose, accept, provider, receiver } = fixture;
    const chain = await propose(
      Array.from({ length: 32 }, (_, i) => ({
        waitsFor: i === 0 ? 0n : (1n << BigInt(i)) - 1n,
        price: 100n,
        listPrice: 100n,
        providerBond: 10n,
        receiverBond: 10n,
      })),
    );

    await accept(chain);

    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Active);
    expect((await vault.account(provider.id)).locks).to.equal(32n);
    expect((await vault.account(receiver.id)).locks).to.equal(32n);
    expect((await vault.account(receiver.id)).free).to.equal(100_000n - 32n * 110n);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  it("<CHN-1> a member can take part in the last of 32 stages alone", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, propose, accept, receiver, outsider } = fixture;
    const last = { provider: outsider.id, price: 100n, listPrice: 100n, providerBond: 10n };
    const chain = await propose([...new Array<object>(31).fill({}), { ...last, receiverBond: 0n }]);

    await accept(chain, [outsider]);

    expect((await trade.chainOf(chain)).providersAccepted).to.equal(1n << 31n);
    const { own } = await vault.bond(bondId(chain, 31, BondRole.Provider));
    expect(own).to.equal(10n);
    expect((await vault.account(outsider.id)).locks).to.equal(1n);
    expect((await vault.account(receiver.id)).locks).to.equal(0n);
  });

  it("<COV-3> a bond beyond own money rests on both pledges evenly", async () => {
    const fixture = await loadFixture(deployTrade);
    const { vault, propose, accept, provider } = fixture;
    const chain = await propose([{ price: 20_000n, listPrice: 20_000n, providerBond: 10_101n }]);
    await accept(chain, [provider]);

    const { own, depth, backing } = await vault.bond(bondId(chain, 0, BondRole.Provider));
    expect([own, depth]).to.deep.equal([10_000n, 1n]);
    expect(backing).to.deep.equal([51n, 50n, 1n, 2n]);
    expect((await vault.pledge(pledgeId(provider.id, 0, 1n))).room).to.equal(349n);
  });
});
