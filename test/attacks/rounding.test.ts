import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import { mulberry } from "../graph/random";
import type { MemberHandle } from "../support/community";
import { deployTrade, type TradeFixture } from "../trade/tradeFixture";
import { CHAIN, deployVault, type VaultFixture } from "../vault/vaultFixture";
import { timesFrom } from "./gains";

/** How many round trips; `KEPIL_ROUND_TRIPS=10000` makes as many as an attacker with patience. */
const TRIPS = timesFrom("KEPIL_ROUND_TRIPS", 50);

/** How many deals are split; each has a price, shares and a fault of its own. */
const SPLITS = Math.ceil(TRIPS / 5);

/** How many panels are counted: as many as the attacker makes trips, and more. */
const PANELS = Math.max(TRIPS, 2_000);

const HOUR_IN_MS = 3_600_000;

/** What everybody of the vault's fixture has at first: small odd amounts, where rounding shows most. */
const FREE = {
  principal: 7n,
  guarantor0: 11n,
  guarantor1: 5n,
  upper0: 13n,
  upper1: 17n,
  harmed: 1n,
};

type Person = keyof typeof FREE;

const PEOPLE = Object.keys(FREE) as Person[];

async function deployPoor(): Promise<VaultFixture> {
  const fixture = await deployVault();
  for (const person of PEOPLE) await fixture.deposit(fixture[person], FREE[person]);
  return fixture;
}

async function freeOf(fixture: VaultFixture): Promise<Record<Person, bigint>> {
  const entries = PEOPLE.map(async (person) => [
    person,
    (await fixture.vault.account(fixture[person].id)).free,
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<Person, bigint>;
}

/** A whole number from `min` to `max`. */
function between(random: () => number, min: bigint, max: bigint): bigint {
  return min + BigInt(Math.floor(random() * Number(max - min + 1n)));
}

/**
 * Four pledges and a bond are locked, the bond is drawn in parts and released, the pledges end, and every debt is
 * collected in turn. What was drawn comes back from the harmed side at the end.
 */
async function roundTrip(fixture: VaultFixture, trip: number, random: () => number): Promise<void> {
  const { vault, asGraph, asTrade, token, horizon } = fixture;
  const { principal, guarantor0, guarantor1, upper0, upper1, harmed } = fixture;
  const serial = BigInt(trip + 1);
  const name = (member: MemberHandle, slot: 0 | 1): bigint => pledgeId(member.id, slot, serial);
  const upper = [name(guarantor1, 0), name(guarantor1, 1)] as const;
  const lower = [name(principal, 0), name(principal, 1)] as const;

  const amounts = [between(random, 0n, 13n), between(random, 0n, 17n)] as const;
  await asGraph.lockPledge(upper[0], upper0.id, amounts[0], horizon, 0n, 0n);
  await asGraph.lockPledge(upper[1], upper1.id, amounts[1], horizon, 0n, 0n);
  const pledges = [
    between(random, 0n, FREE.guarantor0),
    between(random, 0n, FREE.guarantor1 + amounts[0] + amounts[1]),
  ] as const;
  await asGraph.lockPledge(lower[0], guarantor0.id, pledges[0], horizon, 0n, 0n);
  await asGraph.lockPledge(lower[1], guarantor1.id, pledges[1], horizon, ...upper);
  const amount = between(random, 1n, FREE.principal + pledges[0] + pledges[1]);
  const bond = bondId(CHAIN, trip % 32, BondRole.Provider);
  await asTrade.commit(principal.id, [{ bond, price: 0n, amount }], ...lower);

  let drawn = 0n;
  for (let draw = 0; draw < 3; draw++) {
    const part = between(random, 0n, amount - drawn);
    await asTrade.draw(bond, part, harmed.id);
    drawn += part;
  }
  await asTrade.release(bond, principal.id);

  // The harmed side gives it back outside, and the principal deposits it again.
  if (drawn > 0n) {
    await vault.connect(harmed.wallet).withdraw(drawn, principal.wallet);
    await token.connect(principal.wallet).approve(vault, drawn);
    await vault.connect(principal.wallet).deposit(principal.id, drawn);
  }
  for (const id of [...lower, ...upper]) await asGraph.endPledge(id);
  for (const id of [...lower, ...upper]) {
    const { owed } = await vault.pledge(id);
    if (owed > 0n) await vault.collect(id, owed);
  }
  for (const id of [...lower, ...upper]) {
    // An ended pledge that a draw has emptied closes when somebody says so.
    if ((await vault.pledge(id)).state === 2n) await vault.reclaim(id);
    expect((await vault.pledge(id)).state, `pledge ${id}`).to.equal(0n);
  }
}

describe(`${TRIPS} round trips through lock, draw, release, collect`, () => {
  it("<COV-3> <COV-6> <COV-7> <COV-8> <INV-1> <INV-2> lose and gain not one unit for anybody", async () => {
    const fixture = await loadFixture(deployPoor);
    const random = mulberry(20_261_122);

    for (let trip = 0; trip < TRIPS; trip++) {
      await roundTrip(fixture, trip, random);
      expect(await freeOf(fixture), `trip ${trip}`).to.deep.equal(FREE);
    }

    expect(await fixture.audit()).to.deep.equal([]);
    const { deposits, balance } = await fixture.conservation();
    expect([deposits, balance]).to.deep.equal([54n, 54n]);
    for (const person of PEOPLE) {
      const { locks, owed } = await fixture.vault.account(fixture[person].id);
      expect([locks, owed], person).to.deep.equal([0n, 0n]);
    }
  }).timeout(HOUR_IN_MS);
});

/** Everybody's free deposits, by member. */
async function deposits({ vault, membership }: TradeFixture): Promise<bigint[]> {
  const count = Number(await membership.memberCount());
  const accounts = Array.from({ length: count }, (_, index) => vault.account(BigInt(index + 1)));
  return (await Promise.all(accounts)).map(({ free }) => free);
}

const sum = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n);

describe(`${SPLITS} prices split among premiums, payees and a provider`, () => {
  it("<CHN-4> <CHN-10> <INV-9> are paid out to the unit, whatever the shares", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, provider, activeChain, deliver } = fixture;
    const random = mulberry(4);
    await fixture.deposit(receiver, BigInt(SPLITS) * 1_000n);

    for (let split = 0; split < SPLITS; split++) {
      const price = between(random, 1n, 997n);
      const payees = Array.from({ length: split % 5 }, (_, payee) => ({
        member: BigInt(payee + 1),
        shareBps: between(random, 1n, 2_000n),
      }));
      const before = await deposits(fixture);
      const chain = await activeChain([{ price, providerBond: 0n, receiverBond: 0n, payees }]);
      await deliver(chain);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      const after = await deposits(fixture);

      expect(sum(after), `split ${split}`).to.equal(sum(before));
      const premiums = [(price * 150n) / 10_000n, (price * 250n) / 10_000n];
      const rest = price - sum(premiums);
      const shares = payees.map(({ shareBps }) => (rest * shareBps) / 10_000n);
      const gained = (id: bigint): bigint =>
        (after[Number(id) - 1] ?? 0n) - (before[Number(id) - 1] ?? 0n);
      expect(gained(receiver.id)).to.equal(-price);
      expect(gained(provider.id)).to.equal(rest - sum(shares));
      expect(payees.map(({ member }) => gained(member))).to.deep.equal(shares);
    }
  }).timeout(HOUR_IN_MS);

  it("<CHN-6> <CHN-8> <INV-9> are divided between refund and payment to the unit, whatever the fault", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, provider, providerGuarantors, activeChain } = fixture;
    const [guarantor0, guarantor1] = providerGuarantors;
    const random = mulberry(5);
    await fixture.deposit(receiver, BigInt(SPLITS) * 1_000n);

    for (let split = 0; split < SPLITS; split++) {
      const price = between(random, 1n, 997n);
      const fault = between(random, 0n, 10_000n);
      const before = await deposits(fixture);
      const chain = await activeChain([{ price, providerBond: 0n, receiverBond: 0n }]);
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, fault, 0n, 0);
      await trade.connect(receiver.wallet).acceptSettlement(chain, 0, fault, 0n, 0);
      const after = await deposits(fixture);

      const refund = (price * fault) / 10_000n;
      const paid = price - refund;
      const premiums = [(paid * 150n) / 10_000n, (paid * 250n) / 10_000n] as const;
      const gained = ({ id }: MemberHandle): bigint =>
        (after[Number(id) - 1] ?? 0n) - (before[Number(id) - 1] ?? 0n);
      expect(
        [receiver, provider, guarantor0, guarantor1].map(gained),
        `split ${split}`,
      ).to.deep.equal([-paid, paid - premiums[0] - premiums[1], ...premiums]);
    }
  }).timeout(HOUR_IN_MS);
});

describe(`${PANELS} panels of random votes`, () => {
  it("<CRT-4> have the median that sorting gives, to the half step", async () => {
    const harness = await ethers.deployContract("CourtLibraryHarness");
    const random = mulberry(6);
    const panels = Array.from({ length: PANELS }, () =>
      Array.from({ length: 1 + Math.floor(random() * 64) }, () => Math.floor(random() * 11)),
    );

    for (let start = 0; start < PANELS; start += 500) {
      const batch = panels.slice(start, start + 500);
      const words = batch.map((votes) =>
        votes.reduce((word, vote, seat) => word | (BigInt(vote + 1) << BigInt(4 * seat)), 0n),
      );
      expect((await harness.medians(words)).map(Number)).to.deep.equal(batch.map(medianOf));
    }
  });
});

/** The median of votes in steps of 1,000 basis points. */
function medianOf(votes: readonly number[]): number {
  const sorted = [...votes].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? 0);
  return (lower + upper) * 500;
}
