import { loadFixture, takeSnapshot, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type ContractTransactionResponse, ZeroHash } from "ethers";
import { ethers } from "hardhat";

import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import type { ITradeChains } from "../../typechain-types";
import {
  DAY,
  deployCommunity,
  HOUR,
  type Community,
  type GuarantorTree,
  type MemberHandle,
} from "../support/community";
import { executionGas, receiptOf, timesFrom } from "./gains";

/** No transaction may use more (EIP-7825). */
const GAS_CAP = 16_777_216n;

/** How many principals the popular guarantor has; `KEPIL_PRINCIPALS=1000` for the large variant. */
const PRINCIPALS = timesFrom("KEPIL_PRINCIPALS", 200);

/** Whether this is `npm run attacks`, which tells every figure. */
const IS_LARGE = process.env["KEPIL_PRINCIPALS"] !== undefined;

/** Many principals take longer than a test usually may. */
const HOUR_IN_MS = 3_600_000;

const DRAWING = 6n;

const STAGES = 32;
const PAYEES = 32;

/** What each guarantor of a tree has of their own: 126 of them stand behind each party. */
const OWN = 101n;
const COVER = 126n * OWN;

/** The bonds of the first stage: almost all the cover; those of the others: one unit of each guarantor's branch. */
const BOND = COVER - 31n * 20n;
const SMALL_BOND = 20n;

interface Bomb extends Community {
  provider: GuarantorTree;
  receiver: GuarantorTree;
  third: MemberHandle;
  stages: ITradeChains.StageTermsStruct[];
}

/** Two parties with 126 guarantors each, and 32 cards without any money for payees. */
async function deployBomb(): Promise<Bomb> {
  const community = await deployCommunity({ parameters: { rounds: 6n } });
  const { membership, founders, join, newWallet, tree, deposit, warp } = community;
  const provider = await tree(6, { own: OWN, premiums: [150n, 250n] });
  const receiver = await tree(6, { own: OWN });
  const [first, second] = founders;
  const third = await join(await newWallet(), [first, second]);
  const payees: ITradeChains.PayeeStruct[] = [];
  for (let payee = 0; payee < PAYEES; payee++) {
    const wallet = await newWallet();
    await membership
      .connect(wallet)
      .applyForMembership(ethers.id("payee"), first.id, 0n, second.id, 0n, 0n);
    payees.push({ member: await membership.idOf(wallet), shareBps: 300n });
  }
  const stages = Array.from({ length: STAGES }, (_, index) => ({
    provider: index === STAGES - 1 ? third.id : provider.party.id,
    receiver: receiver.party.id,
    price: index === 0 ? BOND : 100n,
    listPrice: 2n ** 96n - 1n,
    providerBond: index === 0 ? BOND : index === STAGES - 1 ? 0n : SMALL_BOND,
    receiverBond: index === 0 ? BOND : SMALL_BOND,
    duration: 365n * DAY,
    inspection: 90n * DAY,
    waitsFor: index === 0 ? 0n : 1n,
    terms: ethers.id(`terms of stage ${index}`),
    payees,
  }));
  // The prices are the receiver's own, so that all bonds are the guarantors'.
  await deposit(receiver.party, BOND + 31n * 100n);
  await warp(1n);
  return { ...community, provider, receiver, third, stages };
}

/** Proposes the chain; its name and the gas. */
async function propose({ trade, third, stages, now }: Bomb): Promise<[bigint, bigint]> {
  const asThird = trade.connect(third.wallet);
  const terms = [stages, ethers.id("a village"), (await now()) + 30n * DAY] as const;
  const chain = await asThird.propose.staticCall(...terms);
  return [chain, await gasOf(asThird.propose(...terms))];
}

/** The same by a founder, signed offline and with no zero to spare in any number. */
async function gasOfForwardedProposal({
  trade,
  forwarder,
  founders,
  stages,
  now,
}: Bomb): Promise<bigint> {
  const full = BigInt(`0x${"a5".repeat(12)}`);
  const data = trade.interface.encodeFunctionData("propose", [
    stages.map((stage) => ({
      ...stage,
      price: full,
      listPrice: full,
      providerBond: full,
      receiverBond: full,
    })),
    ethers.id("a town"),
    (await now()) + 30n * DAY,
  ]);
  const request = await signForwardRequest(forwarder, founders[0].wallet, {
    to: await trade.getAddress(),
    data,
    gas: 15_000_000n,
    deadline: 2n ** 48n - 1n,
  });
  return gasOf(forwarder.execute(request, { gasLimit: GAS_CAP }));
}

async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  return (await receiptOf(sent)).gasUsed;
}

/** Gas by what was called. */
type Costs = Record<string, bigint>;

function expectBelowCap(costs: Costs, known: Costs): void {
  for (const [name, gas] of Object.entries(costs)) {
    if (IS_LARGE) console.log(`      ${gas.toLocaleString("en").padStart(9)} gas: ${name}`);
    expect(gas, name).to.be.lessThan(GAS_CAP);
    expect(gas, name).to.be.at.most(known[name] ?? 0n);
  }
  expect(Object.keys(costs)).to.deep.equal(Object.keys(known));
}

describe("A chain of 32 stages with 32 payees each, and 126 guarantors behind either side", () => {
  it("<INV-5> <INV-11> <CHN-1> is proposed, accepted, dissolved, delivered and paid in one transaction each", async () => {
    const bomb = await loadFixture(deployBomb);
    const { trade, provider, receiver, third } = bomb;
    const costs: Costs = {};
    costs["propose through the forwarder"] = await gasOfForwardedProposal(bomb);
    let chain: bigint;
    [chain, costs["propose"]] = await propose(bomb);
    costs["accept as provider of 31"] = await gasOf(
      trade.connect(provider.party.wallet).accept(chain),
    );
    costs["accept as receiver of 32"] = await gasOf(
      trade.connect(receiver.party.wallet).accept(chain),
    );
    let accepted = await takeSnapshot();
    costs["withdrawAcceptance of 32"] = await gasOf(
      trade.connect(receiver.party.wallet).withdrawAcceptance(chain),
    );
    await accepted.restore();
    accepted = await takeSnapshot();
    costs["dissolve"] = await gasOf(trade.connect(third.wallet).dissolve(chain));
    await accepted.restore();
    costs["accept as the last"] = await gasOf(trade.connect(third.wallet).accept(chain));

    let open = await takeSnapshot();
    await trade.connect(provider.party.wallet).deliver(chain, 0, ZeroHash, ethers.id("items"));
    costs["acceptDelivery that opens 31"] = await gasOf(
      trade.connect(receiver.party.wallet).acceptDelivery(chain, 0),
    );
    await open.restore();
    open = await takeSnapshot();
    await time.increase(365n * DAY + 90n * DAY);
    costs["closeLapsed that opens 31"] = await gasOf(trade.closeLapsed(chain, 0));
    await open.restore();
    const offer = [chain, 0, 0n, 0n, 0] as const;
    await trade.connect(provider.party.wallet).proposeSettlement(...offer);
    costs["acceptSettlement that opens 31"] = await gasOf(
      trade.connect(receiver.party.wallet).acceptSettlement(...offer),
    );

    expectBelowCap(costs, KNOWN_OF_TRADE);
    expect(await bomb.audit()).to.deep.equal([]);
  });

  it("<INV-5> <COV-6> <CHN-6> is broken, and both bonds are drawn through 252 pledges, 32 payees paid and 31 stages opened in one", async () => {
    const bomb = await loadFixture(deployBomb);
    const { trade, court, provider, receiver, third, founders, parameters, warp } = bomb;
    const costs: Costs = {};
    const [chain] = await propose(bomb);
    for (const { wallet } of [provider.party, receiver.party, third]) {
      await trade.connect(wallet).accept(chain);
    }
    costs["claim"] = await gasOf(
      trade.connect(receiver.party.wallet).claim(chain, 0, 4, BOND, ZeroHash, false),
    );
    costs["answer"] = await gasOf(
      trade.connect(provider.party.wallet).answer(chain, 0, BOND, ZeroHash),
    );
    const { dispute } = await trade.namesOf(chain, 0);
    // Six rounds without a vote that nobody has booked, and a circle that says 40 per cent.
    await warp(6n * parameters.voteWindow);
    costs["vote that books six rounds"] = await gasOf(
      court.connect(founders[0].wallet).vote(dispute, 6, 1n, 4_000n),
    );
    await warp(parameters.voteWindow);
    const final = await takeSnapshot();
    costs["conclude with both waterfalls"] = await gasOf(trade.conclude(chain, 0));
    expect((await trade.chainOf(chain)).closed).to.equal(1n);
    expect((await trade.stageOf(chain, 31)).state).to.equal(2n);
    expect(await bomb.audit()).to.deep.equal([]);
    await final.restore();

    // Whoever calls with little gas leaves the draws for a later call and takes nothing with it.
    await leaveDraws(bomb, chain);
    costs["conclude of what was left"] = await gasOf(trade.conclude(chain, 0));
    expect((await trade.chainOf(chain)).closed).to.equal(1n);
    expect(await bomb.audit()).to.deep.equal([]);

    expectBelowCap(costs, KNOWN_OF_DISPUTE);
  });
});

/** Concludes with less and less gas, until the outcome is fixed and a draw did not fit. */
async function leaveDraws({ trade }: Bomb, chain: bigint): Promise<void> {
  for (let gasLimit = 3_000_000n; gasLimit > 1_000_000n; gasLimit -= 200_000n) {
    await trade.conclude(chain, 0, { gasLimit }).catch(() => undefined);
    if ((await trade.stageOf(chain, 0)).state === DRAWING) return;
  }
  throw new Error("No amount of gas leaves a draw for later");
}

describe("A judge who holds 64 of the 128 seats, six steps up", () => {
  const SEAT_FEE = 1n;

  /** Two a level stand for everybody of the level below, and for both parties. The provider's bond is the money of one
   * of the two six steps up, through all pledges between. */
  async function deployLadder() {
    const community = await deployCommunity({ parameters: { rounds: 6n, seatFee: SEAT_FEE } });
    const { founders, join, newWallet, deposit, warp, trade } = community;
    let level: [MemberHandle, MemberHandle] = [founders[0], founders[1]];
    const levels = [level];
    for (let step = 0; step < 6; step++) {
      const pledges = [step === 0 ? 0n : 10n, 0n] as const;
      level = [
        await join(await newWallet(), level, { pledges }),
        await join(await newWallet(), level),
      ];
      if (step === 0) await deposit(level[0], 10n);
      levels.unshift(level);
    }
    const provider = await join(await newWallet(), level, { pledges: [10n, 0n] });
    const receiver = await join(await newWallet(), level);
    await deposit(receiver, 1_000n);
    await warp(1n);
    const terms = {
      provider: provider.id,
      receiver: receiver.id,
      price: 10n,
      listPrice: 10n,
      providerBond: 10n,
      receiverBond: 10n,
      duration: DAY,
      inspection: HOUR,
      waitsFor: 0n,
      terms: ZeroHash,
      payees: [],
    };
    const proposal: [ITradeChains.StageTermsStruct[], string, bigint] = [
      [terms],
      ZeroHash,
      (await community.now()) + DAY,
    ];
    const chain = await trade.connect(provider.wallet).propose.staticCall(...proposal);
    await trade.connect(provider.wallet).propose(...proposal);
    for (const { wallet } of [provider, receiver]) await trade.connect(wallet).accept(chain);
    await deposit(provider, 1_000n);
    await trade.connect(receiver.wallet).claim(chain, 0, 4, 1n, ZeroHash, false);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, ZeroHash);
    const { dispute } = await trade.namesOf(chain, 0);
    return { ...community, provider, receiver, levels, chain, dispute };
  }

  /** The seats of a round that end in a bit: those of one of the two at its level. */
  function everySecond(seats: number, first: 0 | 1): bigint {
    let bitmap = 0n;
    for (let seat: number = first; seat < seats; seat += 2) bitmap |= 1n << BigInt(seat);
    return bitmap;
  }

  it("<CRT-2> <INV-11> votes and is paid with all of them at once", async () => {
    const scene = await loadFixture(deployLadder);
    const { court, trade, provider, levels, chain, dispute, parameters, warp } = scene;
    const costs: Costs = {};
    const judges = levels.map(([first]) => first);
    for (const [round, judge] of judges.slice(0, 6).entries()) {
      const seats = everySecond(2 ** (round + 2), 0);
      const gas = await gasOf(court.connect(judge.wallet).vote(dispute, round, seats, 10_000n));
      if (round === 5) costs["vote with 64 seats"] = gas;
      await warp(parameters.voteWindow);
      if (round === 5) break;
      costs["appeal"] = await gasOf(court.connect(provider.wallet).appeal(dispute, false));
      await warp(parameters.appealWindow);
    }
    await warp(parameters.appealWindow);
    await trade.conclude(chain, 0);
    const [, , , , , sixth] = judges;
    costs["claimSeatFees of 64 seats"] = await gasOf(
      court.connect(sixth?.wallet).claimSeatFees(dispute, 5, everySecond(128, 0)),
    );
    costs["returnFees of six rounds"] = await gasOf(court.returnFees(dispute));

    expectBelowCap(costs, KNOWN_OF_COURT);
  });

  it("<CRT-5> <INV-11> gives back what five people up to six steps behind a bond have paid", async () => {
    const scene = await loadFixture(deployLadder);
    const { court, trade, levels, chain, dispute, parameters, warp, deposit } = scene;
    const costs: Costs = {};
    for (const [round, [judge, other]] of levels.slice(0, 5).entries()) {
      const [appellant] = levels[5 - round] ?? [judge];
      await deposit(appellant, 1_000n);
      for (const [index, { wallet }] of [judge, other].entries()) {
        const seats = everySecond(2 ** (round + 2), index === 0 ? 0 : 1) & ~1n;
        await court.connect(wallet).vote(dispute, round, seats, 10_000n);
      }
      await warp(parameters.voteWindow);
      const call = trade.connect(appellant.wallet).appealFor(chain, 0, 0, 6 - round, 0n, false);
      const gas = await gasOf(call);
      if (round === 0) costs["appealFor, six steps up"] = gas;
      await warp(parameters.appealWindow);
    }
    await warp(2n * (parameters.voteWindow + parameters.appealWindow));
    await trade.conclude(chain, 0);
    costs["returnFees to five appellants and a party"] = await gasOf(court.returnFees(dispute));

    expectBelowCap(costs, KNOWN_OF_APPEALS);
  });
});

describe(`A guarantor of ${PRINCIPALS} principals`, () => {
  async function deployPopular() {
    const community = await deployCommunity();
    const { membership, founders, join, newWallet, deposit, horizon } = community;
    const [first, second] = founders;
    const popular = await join(await newWallet(), [first, second]);
    await deposit(popular, 10n ** 9n);
    const take = async () => {
      const wallet = await newWallet();
      await membership
        .connect(wallet)
        .applyForMembership(ZeroHash, popular.id, 0n, first.id, 0n, 0n);
      const gas = await executionGas(
        community.graph.connect(popular.wallet).vouch(wallet, 0, 1_000n, horizon, 0n),
      );
      return { principal: await membership.idOf(wallet), gas };
    };
    // Two principals, so that no count changes between nothing and something below.
    await take();
    return { ...community, popular, take };
  }

  it("<INV-11> <SUR-2> vouches, changes, leaves and withdraws for what a guarantor of two does", async () => {
    const scene = await loadFixture(deployPopular);
    const { vault, graph, popular, take, horizon } = scene;
    const asPopular = graph.connect(popular.wallet);
    const everything = async (): Promise<bigint[]> => {
      const { principal, gas } = await take();
      return [
        gas,
        await executionGas(asPopular.increasePledge(principal, 0, 10n)),
        await executionGas(asPopular.decreasePledge(principal, 0, 5n)),
        await executionGas(asPopular.renewPledge(principal, 0, horizon + 1n)),
        await executionGas(asPopular.withdrawSurety(principal, 0)),
        await executionGas(vault.connect(popular.wallet).withdraw(7n, scene.deployer)),
        await executionGas(asPopular.nominate(0, scene.founders[2].id, 0n)),
      ];
    };
    await everything();
    const before = await everything();

    for (let count = 1; count < PRINCIPALS; count++) await take();
    expect((await graph.pairOf(popular.id)).principals).to.equal(BigInt(PRINCIPALS));

    expect(await everything()).to.deep.equal(before);
  }).timeout(HOUR_IN_MS);
});

/** What each call was measured to use, rounded up to the next ten thousand: the dearest is three fifths of the cap. */
const KNOWN_OF_TRADE: Costs = {
  "propose through the forwarder": 9_770_000n,
  propose: 9_630_000n,
  "accept as provider of 31": 1_900_000n,
  "accept as receiver of 32": 2_070_000n,
  "withdrawAcceptance of 32": 720_000n,
  dissolve: 1_150_000n,
  "accept as the last": 280_000n,
  "acceptDelivery that opens 31": 1_230_000n,
  "closeLapsed that opens 31": 350_000n,
  "acceptSettlement that opens 31": 1_250_000n,
};

const KNOWN_OF_DISPUTE: Costs = {
  claim: 120_000n,
  answer: 70_000n,
  "vote that books six rounds": 120_000n,
  "conclude with both waterfalls": 4_100_000n,
  "conclude of what was left": 2_210_000n,
};

const KNOWN_OF_COURT: Costs = {
  appeal: 90_000n,
  "vote with 64 seats": 740_000n,
  "claimSeatFees of 64 seats": 730_000n,
  "returnFees of six rounds": 90_000n,
};

const KNOWN_OF_APPEALS: Costs = {
  "appealFor, six steps up": 155_000n,
  "returnFees to five appellants and a party": 180_000n,
};
