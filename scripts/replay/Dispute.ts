import type { Deal } from "./Deal";

/** A dispute about a delivery. */
export interface Dispute {
  id: bigint;
  deal: Deal;
  /** Protocol clock that the panels are taken at. */
  snapshot: number;
  openedAt: number;
  /** The round that takes votes, from 0; the last one is the founding circle. */
  round: number;
}
