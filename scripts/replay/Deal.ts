import type { BookedMember } from "./SuretyBook";

/** A one-stage trade that was agreed. */
export interface Deal {
  chain: bigint;
  provider: BookedMember;
  receiver: BookedMember;
  price: bigint;
  /** The provider's. */
  bond: bigint;
}
