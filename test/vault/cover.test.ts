import { loadFixture, setStorageAt, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import type { MemberHandle } from "../support/community";
import { DAY } from "../support/community";
import { changes, type Changes } from "./changes";
import {
  CHAIN,
  MAX_AMOUNT,
  deployVault,
  deployWorkedExample,
  pledgesFor,
  type VaultFixture,
} from "./vaultFixture";

/** How a lock of `amount` is laid on own money and two pledges. */
interface Split {
  title: string;
  own: bigint;
  rooms: readonly [bigint, bigint];
  amount: bigint;
  /** The parts of own money and of each pledge; absent when the cover does not reach. */
  parts?: readonly [bigint, bigint, bigint];
}

const SPLITS: readonly Split[] = [
  { title: "nothing", own: 0n, rooms: [0n, 0n], amount: 0n, parts: [0n, 0n, 0n] },
  { title: "own money alone", own: 9n, rooms: [9n, 9n], amount: 8n, parts: [8n, 0n, 0n] },
  {
    title: "own money to the last unit",
    own: 9n,
    rooms: [9n, 9n],
    amount: 9n,
    parts: [9n, 0n, 0n],
  },
  {
    title: "the first odd unit from slot 0",
    own: 9n,
    rooms: [9n, 9n],
    amount: 10n,
    parts: [9n, 1n, 0n],
  },
  { title: "equal halves", own: 9n, rooms: [9n, 9n], amount: 13n, parts: [9n, 2n, 2n] },
  { title: "the odd unit from slot 0", own: 0n, rooms: [9n, 9n], amount: 7n, parts: [0n, 4n, 3n] },
  { title: "less room in slot 0", own: 1n, rooms: [2n, 9n], amount: 10n, parts: [1n, 2n, 7n] },
  { title: "less room in slot 1", own: 1n, rooms: [9n, 2n], amount: 10n, parts: [1n, 7n, 2n] },
  {
    title: "the odd unit from slot 1 if slot 0 is full",
    own: 0n,
    rooms: [3n, 9n],
    amount: 7n,
    parts: [0n, 3n, 4n],
  },
  { title: "no room in slot 0", own: 0n, rooms: [0n, 9n], amount: 5n, parts: [0n, 0n, 5n] },
  { title: "no room in slot 1", own: 0n, rooms: [9n, 0n], amount: 5n, parts: [0n, 5n, 0n] },
  { title: "all there is", own: 4n, rooms: [3n, 2n], amount: 9n, parts: [4n, 3n, 2n] },
  { title: "one unit more than there is", own: 4n, rooms: [3n, 2n], amount: 10n },
  { title: "something where there is nothing", own: 0n, rooms: [0n, 0n], amount: 1n },
  {
    title: "the largest amount where there is little",
    own: 4n,
    rooms: [3n, 2n],
    amount: MAX_AMOUNT,
  },
];

/** Gives a member own money and the room of two pledges. */
async function giveCover(
  fixture: VaultFixture,
  member: MemberHandle,
  { own, rooms }: Split,
): Promise<void> {
  const { deposit, pledge, upper0, upper1 } = fixture;
  for (const [slot, by] of [[0, upper0] as const, [1, upper1] as const]) {
    if (rooms[slot] > 0n) await deposit(by, rooms[slot]);
    await pledge(member, rooms[slot], { slot, by });
  }
  if (own > 0n) await deposit(member, own);
}

/** What a lock called `name` with these parts changes for its owner and the pledges behind it. */
function lockChanges(member: MemberHandle, name: string, parts: NonNullable<Split["parts"]>) {
  const [own, part0, part1] = parts;
  const result: Changes = {
    [`member ${member.id} free`]: -own,
    [`member ${member.id} locks`]: 1n,
    [`${name} own`]: own,
  };
  for (const [slot, part] of [part0, part1].entries()) {
    result[`pledge ${member.id}/${slot} room`] = -part;
    result[`${name} from pledge ${member.id}/${slot}`] = part;
  }
  return Object.fromEntries(Object.entries(result).filter(([, change]) => change !== 0n));
}

function depthOf([, part0, part1]: NonNullable<Split["parts"]>): bigint {
  return part0 + part1 > 0n ? 1n : 0n;
}

describe("CoverVault.commit", () => {
  for (const split of SPLITS) {
    const { title, amount, parts, own, rooms } = split;
    it(`<COV-3> <COV-5> <INV-4> takes ${title}`, async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, principal, bond } = fixture;
      await giveCover(fixture, principal, split);
      // Without money there is no record.
      const holder = amount > 0n ? principal.id : 0n;

      if (parts === undefined) {
        await expect(bond(principal, amount))
          .to.be.revertedWithCustomError(vault, "InsufficientCover")
          .withArgs(principal.id, amount, own + rooms[0] + rooms[1]);
        return;
      }
      let id = 0n;
      expect(
        await changes(fixture, async () => {
          id = await bond(principal, amount);
        }),
      ).to.deep.equal(lockChanges(principal, "bond 0/0", parts));
      const locked = await vault.bond(id);
      expect([locked.member, locked.depth]).to.deep.equal([holder, depthOf(parts)]);
      expect(await vault.bondAmount(id)).to.equal(amount);
    });
  }

  it("<COV-3> says in an event what was locked", async () => {
    const { vault, asTrade, principal, bondOf100, pledge0, pledge1, deposit } =
      await loadFixture(deployWorkedExample);
    const next = bondOf100 + 256n;
    await deposit(principal, 3n);

    await expect(
      asTrade.commit(principal.id, [{ bond: next, price: 0n, amount: 3n }], pledge0, pledge1),
    )
      .to.emit(vault, "BondLocked")
      .withArgs(next, principal.id, 3n, 3n, 0n);
    const [event] = await vault.queryFilter(vault.filters.BondLocked(bondOf100));
    expect(event?.args).to.deep.equal([bondOf100, principal.id, 100n, 40n, 2n]);
  });

  it("<COV-3> uses no pledge that the trade contract leaves out", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asTrade, principal, bond } = fixture;
    await giveCover(fixture, principal, { title: "", own: 1n, rooms: [5n, 6n], amount: 0n });
    const inSlot1 = pledgeId(principal.id, 1, 1n);

    await expect(asTrade.commit(principal.id, [{ bond: 1n, price: 0n, amount: 8n }], 0n, inSlot1))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(principal.id, 8n, 7n);
    expect(
      await changes(fixture, () => bond(principal, 7n, { backing: [0n, inSlot1] })),
    ).to.deep.equal(lockChanges(principal, "bond 0/0", [1n, 0n, 6n]));
  });

  for (const empty of [0, 1] as const) {
    it(`<COV-3> takes no pledge for none in slot ${empty}, even if one had that name`, async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, asGraph, asTrade, principal, guarantor0, deposit, horizon, pledge } = fixture;
      await deposit(guarantor0, 10n);
      const slot = empty === 0 ? 1 : 0;
      const other = await pledge(principal, 3n, { by: guarantor0, slot, backing: [0n, 0n] });
      await asGraph.lockPledge(0n, guarantor0.id, 7n, horizon, 0n, 0n);
      const backing = empty === 0 ? ([0n, other] as const) : ([other, 0n] as const);

      await expect(asTrade.commit(principal.id, [{ bond: 1n, price: 0n, amount: 4n }], ...backing))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(principal.id, 4n, 3n);
      await expect(asGraph.lockPledge(1n, principal.id, 4n, horizon, ...backing))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(principal.id, 4n, 3n);
      expect(await vault.roomOf(0n)).to.equal(7n);
    });
  }

  it("<COV-3> counts a member's locks up to 65,535", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asTrade, principal } = fixture;
    // The accounts are the vault's first mapping; `locks` are bits 232 to 247 of an account's slot.
    const slot = keccak256(
      AbiCoder.defaultAbiCoder().encode(["uint32", "uint256"], [principal.id, 0n]),
    );
    await setStorageAt(await vault.getAddress(), slot, 65_534n << 232n);
    expect((await vault.account(principal.id)).locks).to.equal(65_534n);
    await asTrade.commit(principal.id, [{ bond: 1n, price: 0n, amount: 0n }], 0n, 0n);

    await expect(asTrade.commit(principal.id, [{ bond: 2n, price: 0n, amount: 0n }], 0n, 0n))
      .to.be.revertedWithCustomError(vault, "TooManyLocks")
      .withArgs(principal.id);
    await asTrade.release(1n, principal.id);
    expect((await vault.account(principal.id)).locks).to.equal(65_534n);
  });

  it("<COV-3> counts the 256th lock off as it was counted on", async () => {
    const { vault, asTrade, principal } = await loadFixture(deployVault);
    const sides = Array.from({ length: 256 }, (_, index) => ({
      bond: BigInt(index + 1),
      price: 0n,
      amount: 0n,
    }));
    await asTrade.commit(principal.id, sides, 0n, 0n);
    expect((await vault.account(principal.id)).locks).to.equal(256n);

    await asTrade.release(1n, principal.id);

    expect((await vault.account(principal.id)).locks).to.equal(255n);
  });

  describe("given prices and bonds together", () => {
    it("<COV-3> <CHN-1> sets all prices aside before any bond, and counts a lock for each side", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, asTrade, principal } = fixture;
      await giveCover(fixture, principal, { title: "", own: 10n, rooms: [3n, 4n], amount: 0n });
      const [first, second] = [
        bondId(CHAIN, 0, BondRole.Receiver),
        bondId(CHAIN, 1, BondRole.Receiver),
      ];
      const [pledge0, pledge1] = pledgesFor(principal);

      expect(
        await changes(fixture, async () => {
          await expect(
            asTrade.commit(
              principal.id,
              [
                { bond: first, price: 4n, amount: 3n },
                { bond: second, price: 5n, amount: 2n },
              ],
              pledge0,
              pledge1,
            ),
          )
            .to.emit(vault, "Escrowed")
            .withArgs(first, principal.id, 4n)
            .and.to.emit(vault, "Escrowed")
            .withArgs(second, principal.id, 5n)
            .and.to.emit(vault, "BondLocked")
            .withArgs(first, principal.id, 3n, 1n, 1n)
            .and.to.emit(vault, "BondLocked")
            .withArgs(second, principal.id, 2n, 0n, 1n);
        }),
      ).to.deep.equal({
        "member 1 free": -10n,
        "member 1 locks": 2n,
        "bond 0/1 own": 1n,
        "bond 0/1 escrow": 4n,
        "bond 0/1 from pledge 1/0": 1n,
        "bond 0/1 from pledge 1/1": 1n,
        "bond 1/1 escrow": 5n,
        "bond 1/1 from pledge 1/0": 1n,
        "bond 1/1 from pledge 1/1": 1n,
        "pledge 1/0 room": -2n,
        "pledge 1/1 room": -2n,
      });
    });

    it("<COV-3> <CHN-1> refuses prices that the free deposit does not cover together", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, asTrade, principal, deposit } = fixture;
      await deposit(principal, 10n);

      await expect(
        asTrade.commit(
          principal.id,
          [
            { bond: bondId(CHAIN, 0, BondRole.Receiver), price: 4n, amount: 0n },
            { bond: bondId(CHAIN, 1, BondRole.Receiver), price: 7n, amount: 0n },
          ],
          0n,
          0n,
        ),
      )
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(principal.id, 7n, 6n);
    });

    it("<COV-3> <MEM-5> counts a side without money as a lock, and keeps no record of it", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, asTrade, principal } = fixture;
      const id = bondId(CHAIN, 0, BondRole.Provider);

      expect(
        await changes(fixture, async () => {
          const side = { bond: id, price: 0n, amount: 0n };
          const committing = await asTrade.commit(principal.id, [side], 0n, 0n);
          expect((await committing.wait())?.logs).to.deep.equal([]);
        }),
      ).to.deep.equal({ "member 1 locks": 1n });
      expect(await vault.bond(id)).to.deep.equal([0n, 0n, 0n, 0n, [0n, 0n, 0n, 0n]]);
    });

    it("<COV-1> <COV-3> refuses the same name twice in one call, and changes nothing", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, asTrade, principal, deposit } = fixture;
      await deposit(principal, 10n);
      const id = bondId(CHAIN, 0, BondRole.Receiver);

      for (const side of [
        { bond: id, price: 4n, amount: 0n },
        { bond: id, price: 0n, amount: 4n },
      ]) {
        expect(
          await changes(fixture, async () => {
            await expect(asTrade.commit(principal.id, [side, side], 0n, 0n))
              .to.be.revertedWithCustomError(vault, "BondExists")
              .withArgs(id);
          }),
        ).to.deep.equal({});
      }
    });

    it("<COV-3> refuses another member's record", async () => {
      const { vault, principal, guarantor0, deposit, escrow, bond } =
        await loadFixture(deployVault);
      await deposit(principal, 10n);
      const id = await escrow(principal, 6n, { role: 1 });

      await expect(bond(guarantor0, 0n, { role: 1 }))
        .to.be.revertedWithCustomError(vault, "BondExists")
        .withArgs(id);
    });
  });

  describe("given a bond", () => {
    it("<COV-3> refuses a second one of the same name", async () => {
      const { vault, principal, deposit, bond } = await loadFixture(deployVault);
      await deposit(principal, 10n);
      const id = await bond(principal, 4n);

      await expect(bond(principal, 4n))
        .to.be.revertedWithCustomError(vault, "BondExists")
        .withArgs(id);
    });

    it("<COV-3> refuses a second one of the same name though pledges alone back the first", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, principal, bond } = fixture;
      await giveCover(fixture, principal, { title: "", own: 0n, rooms: [5n, 6n], amount: 0n });
      const id = await bond(principal, 4n);

      await expect(bond(principal, 4n))
        .to.be.revertedWithCustomError(vault, "BondExists")
        .withArgs(id);
    });
  });
});

describe("CoverVault.lockPledge", () => {
  for (const split of SPLITS) {
    const { title, amount, parts, own, rooms } = split;
    it(`<COV-4> <COV-5> <INV-3> <INV-4> takes ${title}`, async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, principal, guarantor0, pledge, horizon } = fixture;
      await giveCover(fixture, guarantor0, split);

      if (parts === undefined) {
        await expect(pledge(principal, amount))
          .to.be.revertedWithCustomError(vault, "InsufficientCover")
          .withArgs(guarantor0.id, amount, own + rooms[0] + rooms[1]);
        return;
      }
      const roomOf = amount > 0n ? { "pledge 1/0 room": amount } : {};
      let id = 0n;
      expect(
        await changes(fixture, async () => {
          id = await pledge(principal, amount);
        }),
      ).to.deep.equal({ ...lockChanges(guarantor0, "pledge 1/0", parts), ...roomOf });
      const locked = await vault.pledge(id);
      expect([locked.guarantor, locked.state, locked.depth, locked.until]).to.deep.equal([
        guarantor0.id,
        1n,
        depthOf(parts),
        horizon,
      ]);
      expect(await vault.roomOf(id)).to.equal(amount);
    });
  }

  it("<COV-4> says in an event what was locked", async () => {
    const { vault, asGraph, guarantor0, principal, horizon, deposit, pledge1 } =
      await loadFixture(deployWorkedExample);
    const id = pledgeId(principal.id, 0, 2n);
    await deposit(guarantor0, 3n);

    await expect(asGraph.lockPledge(id, guarantor0.id, 3n, horizon, 0n, 0n))
      .to.emit(vault, "PledgeLocked")
      .withArgs(id, guarantor0.id, 3n, 3n, 0n);
    const [event] = await vault.queryFilter(vault.filters.PledgeLocked(pledge1));
    expect(event?.args).to.deep.equal([pledge1, 3n, 30n, 10n, 1n]);
  });

  it("<COV-8> tells what the guarantor owes", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { asGraph, asTrade, bondOf100, guarantor0, guarantor1, harmed, principal } = fixture;
    await asTrade.draw(bondOf100, 70n, harmed.id);

    const id = pledgeId(principal.id, 0, 2n);
    for (const [{ id: guarantor }, owed] of [
      [guarantor0, 0n],
      [guarantor1, 5n],
    ] as const) {
      expect(
        await asGraph.lockPledge.staticCall(id, guarantor, 0n, fixture.horizon, 0n, 0n),
      ).to.equal(owed);
    }
  });

  describe("given pledges behind it that run until different times", () => {
    async function deployTerms() {
      const fixture = await deployVault();
      const { guarantor1, upper0, upper1, deposit, pledge, horizon } = fixture;
      await deposit(upper0, 10n);
      await deposit(upper1, 10n);
      await pledge(guarantor1, 10n, { by: upper0, slot: 0, until: horizon });
      const shorter = await pledge(guarantor1, 10n, { by: upper1, slot: 1, until: horizon - 1n });
      return { ...fixture, shorter };
    }

    it("<COV-4> <INV-4> runs as long as the shortest it uses", async () => {
      const fixture = await loadFixture(deployTerms);
      const { vault, principal, pledge, horizon } = fixture;

      const id = await pledge(principal, 2n, { slot: 1, until: horizon - 1n });

      expect((await vault.pledge(id)).until).to.equal(horizon - 1n);
    });

    it("<COV-4> <INV-4> refuses to run one second longer", async () => {
      const { vault, principal, pledge, shorter, horizon } = await loadFixture(deployTerms);

      await expect(pledge(principal, 2n, { slot: 1, until: horizon }))
        .to.be.revertedWithCustomError(vault, "OutlastsBacking")
        .withArgs(shorter, horizon, horizon - 1n);
    });

    it("<COV-4> runs longer if it uses nothing of the shorter one", async () => {
      const { vault, principal, pledge, horizon } = await loadFixture(deployTerms);

      const id = await pledge(principal, 1n, { slot: 1, until: horizon });

      expect((await vault.pledge(id)).backing).to.deep.equal([1n, 0n, 1n, 0n]);
    });

    it("<COV-4> leaves one without room out of what stands behind it", async () => {
      const { vault, guarantor1, principal, bond, pledge, horizon } =
        await loadFixture(deployTerms);
      await bond(guarantor1, 10n, { backing: [pledgesFor(guarantor1)[0], 0n] });

      const id = await pledge(principal, 2n, { slot: 1, until: horizon - 1n });

      expect((await vault.pledge(id)).backing).to.deep.equal([0n, 2n, 0n, 1n]);
    });

    it("<COV-4> backs a bond whatever its term", async () => {
      const { vault, guarantor1, bond } = await loadFixture(deployTerms);

      const id = await bond(guarantor1, 20n);

      expect(await vault.bondAmount(id)).to.equal(20n);
    });
  });
});

describe("CoverVault.roomOf", () => {
  async function deployPledge() {
    const fixture = await deployVault();
    const { principal, guarantor0, deposit, pledge, now } = fixture;
    await deposit(guarantor0, 10n);
    const until = (await now()) + 1_000n;
    const id = await pledge(principal, 10n, { until });
    return { ...fixture, id, until };
  }

  it("<COV-3> is the room of a live pledge", async () => {
    const { vault, id, bond, principal } = await loadFixture(deployPledge);
    await bond(principal, 4n);

    expect(await vault.roomOf(id)).to.equal(6n);
  });

  it("<COV-3> is nothing for a pledge that never was", async () => {
    const { vault, id } = await loadFixture(deployPledge);

    expect(await vault.roomOf(id + 1n)).to.equal(0n);
    expect(await vault.roomOf(0n)).to.equal(0n);
  });

  it("<COV-3> lasts to the second before the pledge runs out", async () => {
    const { vault, id, until, asTrade, principal } = await loadFixture(deployPledge);
    await time.setNextBlockTimestamp(until - 1n);
    await asTrade.commit(principal.id, [{ bond: 1n, price: 0n, amount: 1n }], id, 0n);

    expect(await vault.roomOf(id)).to.equal(9n);
    await time.setNextBlockTimestamp(until);
    await expect(asTrade.commit(principal.id, [{ bond: 2n, price: 0n, amount: 1n }], id, 0n))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(principal.id, 1n, 0n);
    expect(await vault.roomOf(id)).to.equal(0n);
    await time.increase(DAY);
    expect(await vault.roomOf(id)).to.equal(0n);
  });

  it("<COV-3> is nothing once the surety has ended, though a bond still uses the pledge", async () => {
    const { vault, id, asGraph, asTrade, bond, principal } = await loadFixture(deployPledge);
    const used = await bond(principal, 4n);
    await asGraph.endPledge(id);
    await asTrade.release(used, 1n);

    expect((await vault.pledge(id)).room).to.equal(4n);
    expect(await vault.roomOf(id)).to.equal(0n);
    await expect(bond(principal, 1n))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(principal.id, 1n, 0n);
  });

  it("<COV-3> <COV-8> is nothing while the guarantor owes recourse, and comes back after", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, stranger, principal, harmed, guarantor1 } = fixture;
    const { bondOf100, pledge1, upperPledge0, upperPledge1, fund } = fixture;
    await asTrade.draw(bondOf100, 70n, harmed.id);
    await asTrade.release(bondOf100, 1n);
    expect((await vault.pledge(pledge1)).room).to.equal(15n);

    expect(await vault.roomOf(pledge1)).to.equal(0n);
    await expect(asTrade.commit(principal.id, [{ bond: 1n, price: 0n, amount: 16n }], 0n, pledge1))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(principal.id, 16n, 0n);

    await fund(stranger, 5n);
    await vault.connect(stranger).repay(upperPledge0, 2n);
    await vault.connect(stranger).repay(upperPledge1, 2n);
    expect((await vault.account(guarantor1.id)).owed).to.equal(1n);
    expect(await vault.roomOf(pledge1)).to.equal(0n);
    await vault.connect(stranger).repay(upperPledge1, 1n);
    expect(await vault.roomOf(pledge1)).to.equal(15n);
  });
});
