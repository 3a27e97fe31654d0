import { time } from "@nomicfoundation/hardhat-network-helpers";
import { type ContractTransactionResponse, MaxUint256, type Signature } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { Side } from "../../scripts/lib/names";
import { signPermit } from "../../scripts/lib/signPermit";
import type { ReentrantToken } from "../../typechain-types/test/tokens";
import { DAY, HOUR, type MemberHandle } from "../support/community";
import { ClaimKind, EVIDENCE, tradeIn, type TradeFixture } from "../trade/tradeFixture";
import type { Changes } from "../vault/changes";
import { deployHostileToken } from "../vault/hostileTokens";
import { anotherDeal, dealIn, type Deal, lose, pledgeOf, sue } from "./uncoveredDeal";

const SEAT_FEE = 5n;

/** The first panel, and the second. */
const CLAIM_FEE = 4n * SEAT_FEE;
const APPEAL_FEE = 8n * SEAT_FEE;

/** The longest that votes and appeals can take. */
const LONGEST_WINDOW = 30n * DAY;

const AMOUNT = 10n;

/** A community whose token calls back. */
export interface Hooked extends TradeFixture {
  hostile: ReentrantToken;
  /** The token itself, which is a member too: what it calls back, it calls as one of the community. */
  attacker: MemberHandle;
  /** A deal of others that the receiver can sue over, and pay for from the wallet. */
  suit: bigint;
  /** A debt of 150 to each of two guarantors, which is overdue. */
  debt: Deal;
  /** Other deals of the debtor's with a ruling: on each of the next 59 days, one of them can be appealed. */
  ruled: readonly [bigint, bigint];
  /** The stranger's permit to the vault for what a deposit takes. */
  permit: Signature;
}

export async function deployHooked(): Promise<Hooked> {
  const { hostile, token } = await deployHostileToken("ReentrantToken");
  const fixture = await tradeIn({
    deployToken: () => Promise.resolve(token),
    parameters: {
      seatFee: SEAT_FEE,
      voteWindow: LONGEST_WINDOW,
      appealWindow: LONGEST_WINDOW,
    },
  });
  const { charter, governor, founders, join, impersonate, deposit, fund, warp } = fixture;
  const { vault, receiver, stranger, activeChain } = fixture;
  const [first, second] = founders;
  await deposit(first, 1_000n);
  const attacker = await join(await impersonate(token), [first, second]);
  await fund(stranger, 10_000n);
  await vault.connect(stranger).deposit(attacker.id, 5_000n);
  await fund(receiver.wallet, CLAIM_FEE);
  const debt = await dealIn(fixture);
  for (const { wallet } of [debt.debtor, debt.leaver]) await fund(wallet, APPEAL_FEE);
  const ruled = [await anotherDeal(debt), await anotherDeal(debt)] as const;
  await lose(debt);

  // What the members do later has short windows of its own, in deals of the next version.
  const parameters = { ...DEFAULT_PARAMETERS, seatFee: SEAT_FEE, lapseWindow: LONGEST_WINDOW };
  const change = await charter.connect(governor).scheduleParameters.staticCall(parameters);
  await charter.connect(governor).scheduleParameters(parameters);
  await sue(debt, ruled[0]);
  await warp(LONGEST_WINDOW - HOUR);
  await sue(debt, ruled[1]);
  await charter.executeChange(change);
  await warp(HOUR);

  const suit = await activeChain([{ duration: 365n * DAY }]);
  await warp(1n);
  const permit = await signPermit(token, stranger, {
    spender: await vault.getAddress(),
    value: AMOUNT,
    deadline: MaxUint256,
    chainId: (await ethers.provider.getNetwork()).chainId,
  });
  return { ...fixture, parameters, hostile, attacker, suit, ruled, debt, permit };
}

/** The deal whose ruling can be appealed now. */
async function appealable({ trade, court, ruled }: Hooked): Promise<bigint> {
  const now = BigInt(await time.latest());
  for (const chain of ruled) {
    const { dispute } = await trade.namesOf(chain, 0);
    const [, { votesUntil, appealUntil }] = await court.current(dispute);
    if (votesUntil <= now && now + HOUR <= appealUntil) return chain;
  }
  throw new Error("No ruling can be appealed any more");
}

/** A call that makes the vault call the token. */
export interface Outer {
  call: (scene: Hooked) => Promise<ContractTransactionResponse>;
  /** Which call of the token calls back: a transfer unless told. */
  during?: "permit";
  /** What it changes by itself. */
  expected: (scene: Hooked) => Changes;
}

const DEPOSITED = { "member 1 free": AMOUNT, balance: AMOUNT };

function depositWithPermit({
  vault,
  stranger,
  permit,
}: Hooked): Promise<ContractTransactionResponse> {
  const { v, r, s } = permit;
  return vault.connect(stranger).depositWithPermit(1n, AMOUNT, MaxUint256, v, r, s);
}

/** Every way that makes the vault call the token: all that comes to `TokenCustody`. */
export const OUTER: Record<string, Outer> = {
  deposit: {
    call: ({ vault, stranger }) => vault.connect(stranger).deposit(1n, AMOUNT),
    expected: () => DEPOSITED,
  },
  "the permit of depositWithPermit": {
    call: depositWithPermit,
    during: "permit",
    expected: () => DEPOSITED,
  },
  "the transfer of depositWithPermit": {
    call: depositWithPermit,
    expected: () => DEPOSITED,
  },
  repay: {
    call: ({ vault, stranger, debt }) => vault.connect(stranger).repay(pledgeOf(debt, 0), AMOUNT),
    expected: ({ debt: { debtor, leaver } }) => ({
      [`member ${debtor.id} owes`]: -AMOUNT,
      [`pledge ${debtor.id}/0 owed`]: -AMOUNT,
      [`member ${leaver.id} free`]: AMOUNT,
      balance: AMOUNT,
    }),
  },
  withdraw: {
    call: ({ vault, founders: [first], stranger }) =>
      vault.connect(first.wallet).withdraw(AMOUNT, stranger),
    expected: () => ({ "member 1 free": -AMOUNT, balance: -AMOUNT }),
  },
  "a claim's fee": {
    call: ({ trade, receiver, suit }) =>
      trade.connect(receiver.wallet).claim(suit, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, true),
    expected: () => ({ fees: CLAIM_FEE, balance: CLAIM_FEE }),
  },
  "an appeal's fee": {
    call: async (scene) => {
      const { trade, court, debt } = scene;
      const { dispute } = await trade.namesOf(await appealable(scene), 0);
      return court.connect(debt.debtor.wallet).appeal(dispute, true);
    },
    expected: () => ({ fees: APPEAL_FEE, balance: APPEAL_FEE }),
  },
  "the fee of a guarantor's appeal": {
    call: async (scene) =>
      scene.trade
        .connect(scene.debt.leaver.wallet)
        .appealFor(await appealable(scene), 0, Side.Provider, 1, 0n, true),
    expected: () => ({ fees: APPEAL_FEE, balance: APPEAL_FEE }),
  },
};

/** Lets the token make a call in the middle of an outer one. */
export async function arm(
  { hostile }: Hooked,
  { during }: Outer,
  to: { getAddress: () => Promise<string> },
  data: string,
): Promise<void> {
  const target = await to.getAddress();
  await (during === "permit" ? hostile.armPermit(target, data) : hostile.arm(target, data));
}
