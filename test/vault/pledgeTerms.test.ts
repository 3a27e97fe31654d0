import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import { changes } from "./changes";
import { MAX_AMOUNT, deployVault, deployWorkedExample } from "./vaultFixture";

const NO_PLEDGE = pledgeId(1n, 0, 9n);
const FOREVER = 2n ** 40n - 1n;

/**
 * A pledge of 30 for the principal: 10 own of guarantor 1, 10 and 10 of the upper guarantors; a bond
 * of 12 uses 12 of it.
 */
async function deployBackedPledge() {
  const fixture = await deployVault();
  const { principal, guarantor1, upper0, upper1, deposit, pledge, bond, horizon } = fixture;
  await deposit(guarantor1, 10n);
  await deposit(upper0, 10n);
  await deposit(upper1, 10n);
  const behind0 = await pledge(guarantor1, 10n, { by: upper0, slot: 0 });
  const behind1 = await pledge(guarantor1, 10n, { by: upper1, slot: 1 });
  const id = await pledge(principal, 30n, { slot: 1, until: horizon - 100n });
  const used = await bond(principal, 12n);
  return { ...fixture, id, behind0, behind1, used };
}

describe("CoverVault.increasePledge", () => {
  it("<SUR-4> adds the guarantor's own free money", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, guarantor1, id, deposit } = fixture;
    await deposit(guarantor1, 5n);

    expect(
      await changes(fixture, async () => {
        await expect(asGraph.increasePledge(id, 5n))
          .to.emit(vault, "PledgeIncreased")
          .withArgs(id, 5n);
      }),
    ).to.deep.equal({ "member 3 free": -5n, "pledge 1/1 own": 5n, "pledge 1/1 room": 5n });
  });

  it("<SUR-4> refuses one unit more than that, whatever others pledge for the guarantor", async () => {
    const { vault, asGraph, guarantor1, id, deposit, pledge, upper0 } =
      await loadFixture(deployBackedPledge);
    await deposit(guarantor1, 5n);
    await deposit(upper0, 9n);
    await pledge(guarantor1, 9n, { by: upper0, slot: 0, serial: 2n });

    await expect(asGraph.increasePledge(id, 6n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(guarantor1.id, 6n, 5n);
  });
});

describe("CoverVault.decreasePledge", () => {
  for (const { amount, title, expected } of [
    {
      amount: 1n,
      title: "one unit from slot 1 first",
      expected: {
        "pledge 1/1 room": -1n,
        "pledge 1/1 from pledge 3/1": -1n,
        "pledge 3/1 room": 1n,
      },
    },
    {
      amount: 7n,
      title: "the guarantors' guarantors first, in proportion",
      expected: {
        "pledge 1/1 room": -7n,
        "pledge 1/1 from pledge 3/0": -3n,
        "pledge 1/1 from pledge 3/1": -4n,
        "pledge 3/0 room": 3n,
        "pledge 3/1 room": 4n,
      },
    },
    {
      amount: 18n,
      title: "all that is not in use",
      expected: {
        "pledge 1/1 room": -18n,
        "pledge 1/1 from pledge 3/0": -9n,
        "pledge 1/1 from pledge 3/1": -9n,
        "pledge 3/0 room": 9n,
        "pledge 3/1 room": 9n,
      },
    },
  ]) {
    it(`<SUR-4> <COV-7> frees ${title}`, async () => {
      const fixture = await loadFixture(deployBackedPledge);
      const { vault, asGraph, id } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(asGraph.decreasePledge(id, amount))
            .to.emit(vault, "PledgeDecreased")
            .withArgs(id, amount, 0n);
        }),
      ).to.deep.equal(expected);
    });
  }

  it("<SUR-4> <COV-7> frees own money after all that guarantors carry", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, asTrade, id, used } = fixture;
    await asTrade.release(used, 1n);

    expect(
      await changes(fixture, async () => {
        await expect(asGraph.decreasePledge(id, 24n))
          .to.emit(vault, "PledgeDecreased")
          .withArgs(id, 24n, 4n);
      }),
    ).to.deep.equal({
      "pledge 1/1 room": -24n,
      "pledge 1/1 own": -4n,
      "pledge 1/1 from pledge 3/0": -10n,
      "pledge 1/1 from pledge 3/1": -10n,
      "pledge 3/0 room": 10n,
      "pledge 3/1 room": 10n,
      "member 3 free": 4n,
    });
  });

  it("<SUR-4> refuses one unit of what is in use", async () => {
    const { vault, asGraph, id } = await loadFixture(deployBackedPledge);

    for (const amount of [19n, 30n, MAX_AMOUNT]) {
      await expect(asGraph.decreasePledge(id, amount))
        .to.be.revertedWithCustomError(vault, "ExceedsRoom")
        .withArgs(id, amount, 18n);
    }
  });

  it("<SUR-4> <COV-7> frees what a draw has left unused", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { asGraph, asTrade, id, used, harmed } = fixture;
    await asTrade.draw(used, 12n, harmed.id);

    // The draw took the 10 own and 1 each; 18 are left, 9 and 9, none of them in use.
    expect(await changes(fixture, () => asGraph.decreasePledge(id, 18n))).to.deep.equal({
      "pledge 1/1 room": -18n,
      "pledge 1/1 from pledge 3/0": -9n,
      "pledge 1/1 from pledge 3/1": -9n,
      "pledge 3/0 room": 9n,
      "pledge 3/1 room": 9n,
    });
  });
});

describe("CoverVault.renewPledge", () => {
  it("<SUR-4> <COV-4> lets a pledge run as long as those behind it", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, id, horizon } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(asGraph.renewPledge(id, horizon))
          .to.emit(vault, "PledgeRenewed")
          .withArgs(id, horizon);
      }),
    ).to.deep.equal({});
    expect((await vault.pledge(id)).until).to.equal(horizon);
  });

  it("<COV-4> <INV-4> refuses one second more", async () => {
    const { vault, asGraph, id, behind0, horizon } = await loadFixture(deployBackedPledge);

    await expect(asGraph.renewPledge(id, horizon + 1n))
      .to.be.revertedWithCustomError(vault, "OutlastsBacking")
      .withArgs(behind0, horizon + 1n, horizon);
  });

  it("<COV-4> <INV-4> looks at slot 1 as well", async () => {
    const { vault, asGraph, id, behind0, behind1, horizon } = await loadFixture(deployBackedPledge);
    await asGraph.renewPledge(behind0, FOREVER);

    await expect(asGraph.renewPledge(id, horizon + 1n))
      .to.be.revertedWithCustomError(vault, "OutlastsBacking")
      .withArgs(behind1, horizon + 1n, horizon);
    await asGraph.renewPledge(behind1, horizon + 1n);
    await asGraph.renewPledge(id, horizon + 1n);
    expect((await vault.pledge(id)).until).to.equal(horizon + 1n);
  });

  it("<SUR-4> lets a pledge of own money run for ever", async () => {
    const { vault, asGraph, behind0 } = await loadFixture(deployBackedPledge);

    await asGraph.renewPledge(behind0, FOREVER);

    expect((await vault.pledge(behind0)).until).to.equal(FOREVER);
  });

  it("<COV-4> minds no pledge that carries nothing any more", async () => {
    const { vault, asGraph, asTrade, id, used } = await loadFixture(deployBackedPledge);
    await asTrade.release(used, 1n);
    await asGraph.decreasePledge(id, 20n);

    await asGraph.renewPledge(id, FOREVER);

    expect((await vault.pledge(id)).until).to.equal(FOREVER);
  });

  for (const [title, offset] of [
    ["the same time", 0n],
    ["an earlier time", 1n],
  ] as const) {
    it(`<SUR-4> refuses ${title}`, async () => {
      const { vault, asGraph, id, horizon } = await loadFixture(deployBackedPledge);
      const until = horizon - 100n;

      await expect(asGraph.renewPledge(id, until - offset))
        .to.be.revertedWithCustomError(vault, "RenewalTooShort")
        .withArgs(id, until - offset, until);
    });
  }
});

describe("CoverVault.endPledge", () => {
  it("<SUR-4> frees what is unused and keeps what is in use", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, id } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(asGraph.endPledge(id)).to.emit(vault, "PledgeEnded").withArgs(id, 12n);
      }),
    ).to.deep.equal({
      "pledge 1/1 room": -18n,
      "pledge 1/1 from pledge 3/0": -9n,
      "pledge 1/1 from pledge 3/1": -9n,
      "pledge 3/0 room": 9n,
      "pledge 3/1 room": 9n,
    });
    expect((await vault.pledge(id)).state).to.equal(2n);
  });

  it("<SUR-4> forgets a pledge that nothing uses", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, asTrade, id, used } = fixture;
    await asTrade.release(used, 1n);

    expect(
      await changes(fixture, async () => {
        const ending = asGraph.endPledge(id);
        await expect(ending).to.emit(vault, "PledgeDecreased").withArgs(id, 30n, 10n);
        await expect(ending).to.emit(vault, "PledgeEnded").withArgs(id, 0n);
      }),
    ).to.deep.equal({
      "pledge 1/1 own": -10n,
      "pledge 1/1 room": -30n,
      "pledge 1/1 from pledge 3/0": -10n,
      "pledge 1/1 from pledge 3/1": -10n,
      "pledge 3/0 room": 10n,
      "pledge 3/1 room": 10n,
      "member 3 free": 10n,
      "member 3 locks": -1n,
    });
    expect(await vault.pledge(id)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n, [0n, 0n, 0n, 0n]]);
  });

  it("<SUR-4> forgets a pledge of nothing", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asGraph, principal, pledge } = fixture;
    const id = await pledge(principal, 0n);

    expect(await changes(fixture, () => asGraph.endPledge(id))).to.deep.equal({
      "member 2 locks": -1n,
    });
    expect((await vault.pledge(id)).state).to.equal(0n);
  });

  it("<SUR-4> <COV-8> closes an unused pledge and keeps the debt that stands in it", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, asTrade, id, used, harmed } = fixture;
    await asTrade.draw(used, 12n, harmed.id);

    await asGraph.endPledge(id);

    const closed = await vault.pledge(id);
    expect([closed.state, closed.own, closed.room, closed.owed, closed.guarantor]).to.deep.equal([
      3n,
      0n,
      0n,
      12n,
      3n,
    ]);
    expect((await vault.account(3n)).locks).to.equal(0n);
    expect(await fixture.audit()).to.deep.equal([]);
  });
});

describe("CoverVault.reclaim", () => {
  it("<SUR-4> frees what a released bond no longer uses, by anyone", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, asTrade, id, used, stranger } = fixture;
    await asGraph.endPledge(id);
    await asTrade.release(used, 1n);

    expect(
      await changes(fixture, async () => {
        const reclaiming = await vault.connect(stranger).reclaim(id);
        await expect(reclaiming).to.emit(vault, "PledgeDecreased").withArgs(id, 12n, 10n);
        await expect(reclaiming).not.to.emit(vault, "PledgeEnded");
      }),
    ).to.deep.equal({
      "pledge 1/1 own": -10n,
      "pledge 1/1 room": -12n,
      "pledge 1/1 from pledge 3/0": -1n,
      "pledge 1/1 from pledge 3/1": -1n,
      "pledge 3/0 room": 1n,
      "pledge 3/1 room": 1n,
      "member 3 free": 10n,
      "member 3 locks": -1n,
    });
    expect((await vault.pledge(id)).state).to.equal(0n);
  });

  it("<SUR-4> frees one of two uses and leaves the other liable", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asGraph, asTrade, principal, guarantor0, harmed, deposit, pledge, bond } =
      fixture;
    await deposit(guarantor0, 10n);
    const id = await pledge(principal, 10n);
    const first = await bond(principal, 4n, { stage: 0 });
    const second = await bond(principal, 6n, { stage: 1 });
    await asGraph.endPledge(id);
    await asTrade.release(first, 1n);

    expect(await changes(fixture, () => vault.reclaim(id))).to.deep.equal({
      "pledge 1/0 own": -4n,
      "pledge 1/0 room": -4n,
      "member 2 free": 4n,
    });
    expect((await vault.pledge(id)).state).to.equal(2n);
    await asTrade.draw(second, 6n, harmed.id);
    expect((await vault.pledge(id)).owed).to.equal(6n);
  });

  it("<SUR-4> refuses while all is in use", async () => {
    const { vault, asGraph, id } = await loadFixture(deployBackedPledge);
    await asGraph.endPledge(id);

    await expect(vault.reclaim(id)).to.be.revertedWithCustomError(vault, "ZeroAmount");
  });

  it("<SUR-4> closes a pledge that a draw has emptied, and keeps the debt", async () => {
    const fixture = await loadFixture(deployBackedPledge);
    const { vault, asGraph, asTrade, id, used, harmed } = fixture;
    await asGraph.endPledge(id);
    await asTrade.draw(used, 12n, harmed.id);

    expect(
      await changes(fixture, async () => {
        const reclaiming = await vault.reclaim(id);
        await expect(reclaiming).to.emit(vault, "PledgeEnded").withArgs(id, 0n);
        await expect(reclaiming).not.to.emit(vault, "PledgeDecreased");
      }),
    ).to.deep.equal({ "member 3 locks": -1n });
    expect([(await vault.pledge(id)).state, (await vault.pledge(id)).owed]).to.deep.equal([
      3n,
      12n,
    ]);
  });

  it("<SUR-4> closes a pledge that a creditor has emptied", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asGraph, asTrade, harmed } = fixture;
    const { principal, guarantor0, upper0, deposit, pledge, bond } = fixture;
    // guarantor0 owes upper0 4, and has an ended pledge for the principal with 6 that came back.
    await deposit(upper0, 4n);
    const owing = await pledge(guarantor0, 4n, { by: upper0 });
    const own = await bond(guarantor0, 4n, { stage: 1 });
    await deposit(guarantor0, 6n);
    const source = await pledge(principal, 6n, { backing: [0n, 0n] });
    const used = await bond(principal, 6n, { stage: 2 });
    await asGraph.endPledge(source);
    await asTrade.draw(own, 4n, harmed.id);
    await asTrade.draw(used, 2n, harmed.id);
    await asTrade.release(used, 1n);
    await vault.collectFrom(owing, 4n, source);

    expect(await changes(fixture, () => vault.reclaim(source))).to.deep.equal({
      "member 2 locks": -1n,
    });
    expect((await vault.pledge(source)).state).to.equal(3n);
  });

  describe("given a live pledge with others behind it", () => {
    it("<COV-4> refuses until the last second of its term", async () => {
      const { vault, id, horizon } = await loadFixture(deployBackedPledge);
      await time.setNextBlockTimestamp(horizon - 101n);

      await expect(vault.reclaim(id))
        .to.be.revertedWithCustomError(vault, "WrongPledgeState")
        .withArgs(id, 1n);
    });

    it("<COV-4> frees those behind it from the second it runs out, so that nobody is held past their term", async () => {
      const fixture = await loadFixture(deployBackedPledge);
      const { vault, id, horizon, stranger } = fixture;
      await time.setNextBlockTimestamp(horizon - 100n);

      expect(
        await changes(fixture, async () => {
          await expect(vault.connect(stranger).reclaim(id))
            .to.emit(vault, "PledgeDecreased")
            .withArgs(id, 18n, 0n);
        }),
      ).to.deep.equal({
        "pledge 1/1 room": -18n,
        "pledge 1/1 from pledge 3/0": -9n,
        "pledge 1/1 from pledge 3/1": -9n,
        "pledge 3/0 room": 9n,
        "pledge 3/1 room": 9n,
      });
      await expect(vault.reclaim(id)).to.be.revertedWithCustomError(vault, "ZeroAmount");
    });

    it("<COV-4> leaves the guarantor's own part in it for a renewal", async () => {
      const fixture = await loadFixture(deployBackedPledge);
      const { vault, asGraph, asTrade, id, used, horizon } = fixture;
      await asTrade.release(used, 1n);
      await time.setNextBlockTimestamp(horizon - 100n);
      await vault.reclaim(id);

      const left = await vault.pledge(id);
      expect([left.state, left.own, left.room]).to.deep.equal([1n, 10n, 10n]);
      await asGraph.renewPledge(id, FOREVER);
      expect(await vault.roomOf(id)).to.equal(10n);
    });

    it("<COV-4> leaves a pledge live that was all others' money, so that it can be renewed", async () => {
      const { vault, deposit, pledge, principal, guarantor1, upper0, horizon } =
        await loadFixture(deployVault);
      await deposit(upper0, 2n);
      await pledge(guarantor1, 2n, { by: upper0 });
      const id = await pledge(principal, 2n, { slot: 1, until: horizon - 100n });
      await time.setNextBlockTimestamp(horizon - 100n);

      await vault.reclaim(id);

      const left = await vault.pledge(id);
      expect([left.state, left.own, left.room]).to.deep.equal([1n, 0n, 0n]);
      expect((await vault.account(guarantor1.id)).locks).to.equal(1n);
    });

    it("<COV-4> <SUR-4> lets a guarantor who left get everything back although the one they backed never acts", async () => {
      const fixture = await loadFixture(deployBackedPledge);
      const { vault, asGraph, asTrade, id, behind0, used, upper0, horizon } = fixture;
      await asGraph.endPledge(behind0);
      await asTrade.release(used, 1n);
      await time.setNextBlockTimestamp(horizon - 100n);
      await vault.reclaim(id);

      await vault.reclaim(behind0);

      expect((await vault.account(upper0.id)).free).to.equal(10n);
      expect((await vault.account(upper0.id)).locks).to.equal(0n);
    });

    it("<COV-4> has nothing to free of a pledge of own money that has run out", async () => {
      const { vault, behind0, horizon } = await loadFixture(deployBackedPledge);
      await time.setNextBlockTimestamp(horizon);

      await expect(vault.reclaim(behind0)).to.be.revertedWithCustomError(vault, "ZeroAmount");
    });
  });
});

describe("The states of a pledge", () => {
  /** Pledges of the principal in every state; 5 and more are in use or owed where the state needs it. */
  async function deployStates() {
    const fixture = await deployWorkedExample();
    const { asGraph, asTrade, bondOf100, harmed, pledge0, pledge1, deposit, stranger } = fixture;
    const { guarantor0, fund } = fixture;
    await asGraph.endPledge(pledge0);
    await asTrade.draw(bondOf100, 100n, harmed.id);
    await asGraph.endPledge(pledge1);
    await deposit(guarantor0, 5n);
    const live = await fixture.pledge(fixture.principal, 5n, { serial: 2n, backing: [0n, 0n] });
    await fund(stranger, 100n);
    return { ...fixture, ids: { None: NO_PLEDGE, Live: live, Ended: pledge0, Closed: pledge1 } };
  }
  type Fixture = Awaited<ReturnType<typeof deployStates>>;
  type State = keyof Fixture["ids"];
  const STATES: readonly State[] = ["None", "Live", "Ended", "Closed"];

  const MOVES: Record<
    string,
    { from: readonly State[]; call: (fixture: Fixture, id: bigint) => Promise<unknown> }
  > = {
    lockPledge: {
      from: ["None"],
      call: ({ asGraph, guarantor0, horizon }, id) =>
        asGraph.lockPledge(id, guarantor0.id, 0n, horizon, 0n, 0n),
    },
    increasePledge: { from: ["Live"], call: ({ asGraph }, id) => asGraph.increasePledge(id, 0n) },
    decreasePledge: { from: ["Live"], call: ({ asGraph }, id) => asGraph.decreasePledge(id, 5n) },
    renewPledge: { from: ["Live"], call: ({ asGraph }, id) => asGraph.renewPledge(id, FOREVER) },
    endPledge: { from: ["Live"], call: ({ asGraph }, id) => asGraph.endPledge(id) },
    reclaim: { from: ["Ended"], call: ({ vault }, id) => vault.reclaim(id) },
  };

  it("<SUR-4> are None, Live, Ended and Closed", async () => {
    const { vault, ids } = await loadFixture(deployStates);

    const states = await Promise.all(
      STATES.map(async (name) => (await vault.pledge(ids[name])).state),
    );
    expect(states).to.deep.equal([0n, 1n, 2n, 3n]);
  });

  for (const [name, { from, call }] of Object.entries(MOVES)) {
    for (const [index, state] of STATES.entries()) {
      if (from.includes(state)) {
        it(`<SUR-4> lets ${name} work on a pledge that is ${state}`, async () => {
          const fixture = await loadFixture(deployStates);

          await call(fixture, fixture.ids[state]);

          expect(await fixture.audit()).to.deep.equal([]);
        });
      } else {
        it(`<SUR-4> refuses ${name} of a pledge that is ${state}`, async () => {
          const fixture = await loadFixture(deployStates);
          const id = fixture.ids[state];
          const call_ = expect(call(fixture, id)).to.be;

          if (state === "None") {
            await call_.revertedWithCustomError(fixture.vault, "NoSuchPledge").withArgs(id);
          } else {
            await call_
              .revertedWithCustomError(fixture.vault, "WrongPledgeState")
              .withArgs(id, index);
          }
        });
      }
    }
  }

  for (const name of ["repay", "collect", "collectFrom", "excuse"] as const) {
    it(`<COV-8> refuses ${name} of a pledge that never was`, async () => {
      const { vault, stranger, ids } = await loadFixture(deployStates);
      const caller = vault.connect(stranger);
      const calls = {
        repay: () => caller.repay(NO_PLEDGE, 1n),
        collect: () => caller.collect(NO_PLEDGE, 1n),
        collectFrom: () => caller.collectFrom(NO_PLEDGE, 1n, ids.Live),
        excuse: () => caller.excuse(NO_PLEDGE),
      };

      await expect(calls[name]())
        .to.be.revertedWithCustomError(vault, "NoSuchPledge")
        .withArgs(NO_PLEDGE);
    });
  }

  for (const state of ["Ended", "Closed"] as const) {
    it(`<COV-8> lets a debt be repaid that stands in a pledge that is ${state}`, async () => {
      const { vault, stranger, ids } = await loadFixture(deployStates);

      await vault.connect(stranger).repay(ids[state], 30n);

      const repaid = await vault.pledge(ids[state]);
      expect([repaid.owed, repaid.state]).to.deep.equal([0n, state === "Ended" ? 2n : 0n]);
    });
  }
});
