import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { deployCommunity, type Community, type MemberHandle } from "../support/community";
import { ClaimKind, deployTrade, EVIDENCE, type TradeFixture } from "../trade/tradeFixture";
import { executionGas, gains, timesFrom } from "./gains";

/** How often dust is thrown; `KEPIL_DUST=10000` throws as much as an attacker with patience. */
const TIMES = timesFrom("KEPIL_DUST", 200);

/** What looking at one more version of a pair costs at most (gas). */
const COLD_VERSION = 2_480n;

/** Ten thousand take longer than a test usually may. */
const HOUR_IN_MS = 3_600_000;

interface Dusty extends Community {
  victim: MemberHandle;
  attacker: MemberHandle;
  /** Stands surety for the victim and has left no dust yet. */
  friend: MemberHandle;
}

async function deployDusty(): Promise<Dusty> {
  const community = await deployCommunity();
  const { founders, join, newWallet, deposit, fund } = community;
  const [first, second, attacker] = founders;
  const victim = await join(await newWallet(), [first, second]);
  await deposit(victim, 1_000_000n);
  await fund(attacker.wallet, BigInt(TIMES));
  return { ...community, victim, attacker, friend: first };
}

/** What everyday calls cost a member now (gas), each tried and taken back. */
async function everydayGas(scene: Dusty): Promise<bigint[]> {
  const { vault, graph, victim, founders, fund } = scene;
  const [, , , other] = founders;
  if (other === undefined) throw new Error("A founder is missing");
  await fund(victim.wallet, 5n);
  return [
    await executionGas(vault.connect(victim.wallet).withdraw(5n, victim.wallet)),
    await executionGas(vault.connect(victim.wallet).deposit(victim.id, 5n)),
    await executionGas(graph.connect(victim.wallet).nominate(0, other.id, 0n)),
    await executionGas(graph.connect(other.wallet).decline(victim.id, 0)),
  ];
}

/** Distinct values, so that a test shows that there is only one. */
function distinct(values: readonly bigint[]): bigint[] {
  return [...new Set(values)];
}

describe(`Somebody who throws dust, ${TIMES} times`, () => {
  it("<INV-11> <COV-2> in deposits of one unit: every one costs the same, the victim's calls as before, and the units are the victim's", async () => {
    const scene = await loadFixture(deployDusty);
    const { vault, victim, attacker } = scene;
    await everydayGas(scene);
    const before = await everydayGas(scene);
    const costs: bigint[] = [];

    expect(
      await gains(scene, { victim, attacker }, async () => {
        for (let time = 0; time < TIMES; time++) {
          costs.push(await executionGas(vault.connect(attacker.wallet).deposit(victim.id, 1n)));
        }
      }),
    ).to.deep.equal({ victim: BigInt(TIMES), attacker: -BigInt(TIMES) });

    // The last one empties the attacker's wallet, which the token refunds.
    expect(distinct(costs.slice(0, -1)).length).to.equal(1);
    expect(await everydayGas(scene)).to.deep.equal(before);
  }).timeout(HOUR_IN_MS);

  it("<INV-11> <MEM-2> in applications that name the victim: they cost the attacker a card each and the victim nothing", async () => {
    const scene = await loadFixture(deployDusty);
    const { membership, graph, vault, victim, attacker, newWallet } = scene;
    await everydayGas(scene);
    const before = await everydayGas(scene);
    const costs: bigint[] = [];
    const { locks } = await vault.account(victim.id);

    for (let time = 0; time < TIMES; time++) {
      const wallet = await newWallet();
      costs.push(
        await executionGas(
          membership
            .connect(wallet)
            .applyForMembership(ZeroHash, victim.id, 0n, attacker.id, 0n, 0n),
        ),
      );
    }

    expect(distinct(costs).length).to.equal(1);
    expect((await graph.pairOf(victim.id)).principals).to.equal(0n);
    expect((await vault.account(victim.id)).locks).to.equal(locks);
    expect(await everydayGas(scene)).to.deep.equal(before);
  }).timeout(HOUR_IN_MS);

  it("<INV-11> <SUR-2> in vouches of one unit for others: each costs the guarantor the same, and so does leaving each", async () => {
    const scene = await loadFixture(deployDusty);
    const { membership, graph, victim, friend, newWallet, horizon } = scene;
    const wallets: HardhatEthersSigner[] = [];
    for (let time = 0; time < TIMES; time++) {
      const wallet = await newWallet();
      wallets.push(wallet);
      await membership
        .connect(wallet)
        .applyForMembership(ZeroHash, victim.id, 0n, friend.id, 0n, 0n);
    }
    const asVictim = graph.connect(victim.wallet);
    const vouched: bigint[] = [];
    for (const wallet of wallets) {
      vouched.push(await executionGas(asVictim.vouch(wallet, 0, 1n, horizon, 0n)));
    }
    expect((await graph.pairOf(victim.id)).principals).to.equal(BigInt(TIMES));
    const left: bigint[] = [];
    for (const wallet of wallets) {
      const principal = await membership.idOf(wallet);
      left.push(await executionGas(asVictim.withdrawSurety(principal, 0)));
    }

    expect(distinct(vouched.slice(1)).length).to.equal(1);
    expect(distinct(left.slice(0, -1)).length).to.equal(1);
    expect((await scene.vault.account(victim.id)).free).to.equal(1_000_000n);
  }).timeout(HOUR_IN_MS);
});

describe(`A party who changes their guarantors ${TIMES} times to make judging dear`, () => {
  interface Stalled extends TradeFixture {
    dispute: bigint;
  }

  async function deployDisputed(): Promise<Stalled> {
    const fixture = await deployTrade();
    const { trade, receiver, provider, activeChain } = fixture;
    const chain = await activeChain();
    await trade
      .connect(receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    return { ...fixture, dispute };
  }

  it("<SUR-5> <INV-11> makes a vote dearer by one cold slot each time the changes double, and at most by 24", async () => {
    const scene = await loadFixture(deployDisputed);
    const { graph, court, provider, outsider, providerGuarantors, dispute, horizon } = scene;
    const [judge] = providerGuarantors;
    const vote = court.connect(judge.wallet).vote;
    const usual = await vote.estimateGas(dispute, 0, 1n, 0n);
    const dearer: Record<number, bigint> = {};

    for (let changes = 1; changes <= TIMES; changes++) {
      await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, horizon, 0n);
      const doubled = Number.isInteger(Math.log2(changes));
      if (doubled) dearer[changes] = (await vote.estimateGas(dispute, 0, 1n, 0n)) - usual;
    }
    // From four changes on, a binary search looks at one more of them each time they double: one cold slot.
    const counts = Object.keys(dearer).map(Number).slice(2);
    for (const changes of counts) {
      const [gas = 0n, before = 0n] = [dearer[changes], dearer[changes / 2]];
      expect(gas - before, `${changes} changes`).to.be.at.most(COLD_VERSION);
    }
    // The version of a pair has 24 bits.
    expect(24n * COLD_VERSION).to.be.lessThan(60_000n);
  }).timeout(HOUR_IN_MS);
});
