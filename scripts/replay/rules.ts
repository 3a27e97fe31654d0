import { DEFAULT_PARAMETERS } from "../lib/defaultParameters";

const TOKEN = 10n ** 18n;
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** What the replay makes of a rating; amounts in token units, times in seconds. */
export const RULES = {
  /** What everybody deposits on joining. */
  joiningDeposit: 100n * TOKEN,
  /** What each guarantor pledges for a newcomer, and deposits first if cover is short. */
  pledge: 20n * TOKEN,
  /** How long a pledge runs, or as long as the pledges behind it if they end earlier. */
  pledgeTerm: 10 * 365 * DAY,
  /** The price of a trade, for each point of the rating. */
  pricePerPoint: 10n * TOKEN,
  /** The provider's bond is the price divided by this. */
  bondDivisor: 2n,
  /** How long a trade may take. */
  duration: DAY,
  /** How long the receiver may look at a delivery. */
  inspection: DAY,
  /** How long a proposed trade can be accepted. */
  acceptance: DAY,
  /** From this score on the provider delivers, though not what was agreed; below, nothing. */
  worstDelivery: -4,
  /** What everybody's wallet begins with. */
  purse: 1_000_000n * TOKEN,
  /** How long before the first line the community is founded. */
  foundingTime: DAY,
  // The windows of the charter.
  responseWindow: Number(DEFAULT_PARAMETERS.responseWindow),
  voteWindow: Number(DEFAULT_PARAMETERS.voteWindow),
  appealWindow: Number(DEFAULT_PARAMETERS.appealWindow),
  rounds: Number(DEFAULT_PARAMETERS.rounds),
} as const;
