/** What each operation may cost at most (gas), from section 10 of the design. */
export const BUDGETS = {
  join: 390_000,
  vouch: 125_000,
  vouchBacked: 165_000,
  withdrawSurety: 75_000,
  deposit: 75_000,
  depositAgain: 57_000,
  propose3: 260_000,
  acceptChain: 110_000,
  acceptChainBacked: 158_000,
  deliver: 50_000,
  acceptDelivery: 95_000,
  openDispute: 178_000,
  voteRound0: 74_000,
  voteRound0Later: 57_000,
  voteRound5: 105_000,
  voteRound5Later: 75_000,
  advance4to8: 51_000,
  advance64to128: 51_000,
  settleRuling: 115_000,
  waterfall126: 2_000_000,
  wholeTrade: 400_000,
} as const;

/** Below the 24,576 of EIP-170: the rest is room for corrections. */
export const MOST_BYTES = 21_999;

/** An operation whose gas is measured. */
export type Operation = keyof typeof BUDGETS;
