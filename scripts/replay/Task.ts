import type { Deal } from "./Deal";
import type { Dispute } from "./Dispute";

/** What somebody has to do when its time has come. */
export type Task =
  /** The receiver claims that nothing was delivered. */
  | { kind: "claimDefault"; deal: Deal }
  /** Nobody has answered: the claim is conceded. */
  | { kind: "concludeDefault"; deal: Deal }
  /** The votes of a round end. */
  | { kind: "endRound"; dispute: Dispute }
  /** Nobody has appealed: the ruling is final. */
  | { kind: "concludeDispute"; dispute: Dispute }
  /** Recourse opened with this term should be repaid by now. */
  | { kind: "endRecourse"; member: bigint; dueBy: number };
