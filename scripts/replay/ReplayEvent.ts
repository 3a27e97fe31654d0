/** The events that the replay acts on or counts, decoded. */
export type ReplayEvent =
  | { name: "PledgeDrawn"; pledge: bigint; amount: bigint; own: bigint; level: bigint }
  | { name: "PledgeEnded"; pledge: bigint; inUse: bigint }
  | { name: "BondDrawn"; amount: bigint; own: bigint }
  | { name: "RecourseOpened"; principal: bigint; dueBy: bigint }
  | { name: "RecourseRepaid"; pledge: bigint; amount: bigint }
  | { name: "Applied"; member: bigint }
  | { name: "Expelled"; member: bigint }
  | { name: "RoundRuled"; dispute: bigint; round: bigint; ruling: bigint }
  | { name: "RulingFinal"; dispute: bigint; ruling: bigint }
  | { name: "OutcomeFixed"; chain: bigint; fault: bigint; conceded: boolean }
  | { name: "RemedyOpened"; chain: bigint }
  | { name: "StageClosed"; chain: bigint };
