import type { Operation } from "../gas/budgets";

/** What every operation is, in the order of a member's journey. */
export const OPERATIONS: Readonly<Record<Operation, string>> = {
  join: "apply, and two vouches from own deposits: three calls",
  vouch: "a pledge from own deposit",
  vouchBacked: "a pledge backed by the guarantor's own guarantors",
  withdrawSurety: "leave as guarantor, nothing in use",
  deposit: "first deposit of a member",
  depositAgain: "every later one",
  propose3: "propose a chain of three stages",
  acceptChain: "escrow one price, lock one bond of own money",
  acceptChainBacked: "the same with a bond on both pledges",
  deliver: "deliver without items",
  acceptDelivery: "price and two premiums paid, both bonds released",
  openDispute: "claim and answer, the panel seated: two calls",
  voteRound0: "first vote of the first round",
  voteRound0Later: "second vote of it",
  voteRound5: "first vote of the sixth round, six steps up",
  voteRound5Later: "second vote of it",
  advance4to8: "book a round without ruling, 8 seats next",
  advance64to128: "the same, 128 seats next",
  settleRuling: "ruling applied, award from the own part of the bond",
  waterfall126: "a draw through six levels, 126 guarantors pay",
  wholeTrade: "two parties, one stage, from proposal to payment: five calls",
};

export const OPERATION_KEYS = Object.keys(OPERATIONS) as Operation[];
