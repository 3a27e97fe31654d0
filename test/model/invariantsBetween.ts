import { chainOfBond } from "../../scripts/lib/names";
import { advanced, isOver } from "./court";
import {
  ChainState,
  type BondId,
  type Dispute,
  type DisputeId,
  type Lock,
  type Vote,
  type World,
} from "./world";

/**
 * Every breach of INV-4 and INV-10 that only two states together show: one just before a call, at the time of
 * the call, and one just after it. What a call has not touched is the same object in both, and not looked at.
 */
export function breachesBetween(before: World, next: World): string[] {
  return [...depths(before, next), ...disputes(before, next)];
}

/** INV-4: the depth of a lock never grows. */
function* depths(before: World, next: World): Generator<string> {
  yield* deeper("pledge", before.pledges, next.pledges, () => false);
  yield* deeper("bond", before.bonds, next.bonds, (bond) => canBeNew(before, bond));
}

/** Until its chain begins a bond can be released and locked anew, in one batch of signed calls. */
function canBeNew(before: World, bond: BondId): boolean {
  return before.chains.get(chainOfBond(bond))?.state === ChainState.Proposed;
}

function* deeper(
  kind: string,
  before: ReadonlyMap<bigint, Lock>,
  next: ReadonlyMap<bigint, Lock>,
  isNew: (id: bigint) => boolean,
): Generator<string> {
  if (before === next) return;
  for (const [id, { depth }] of next) {
    const was = before.get(id)?.depth ?? depth;
    if (depth > was && !isNew(id))
      yield `INV-4: ${kind} ${id} was ${was} deep and is ${depth} deep`;
  }
}

/** INV-10: no seat votes twice, and a final dispute never changes. */
function* disputes(before: World, next: World): Generator<string> {
  if (before.disputes === next.disputes) return;
  for (const [id, was] of before.disputes) {
    const is = next.disputes.get(id);
    if (is === was) continue;
    if (!is) {
      yield `INV-10: dispute ${id} is gone`;
      continue;
    }
    yield* votes(id, was, is);
    // Time may have decided it before the call books so.
    const decided = advanced(before, was);
    if (isOver(decided)) yield* changesOf(id, decided, is);
  }
}

/** A vote stays as it was cast, and its fee is paid once. */
function* votes(id: DisputeId, was: Dispute, is: Dispute): Generator<string> {
  for (const [round, cast] of was.votes) {
    const now = is.votes.get(round);
    if (now === cast) continue;
    for (const [seat, vote] of cast) {
      const [then, present] = [told(vote), told(now?.get(seat))];
      const name = `seat ${seat} in round ${round} of dispute ${id}`;
      if (present !== then) yield `INV-10: ${name} had ${then} and has ${present}`;
      else if (vote.paid && now?.get(seat)?.paid === false) yield `INV-10: ${name} is paid again`;
    }
  }
}

function told(vote: Vote | undefined): string {
  return vote ? `${vote.fault} by member ${vote.judge}` : "no vote";
}

/** What has changed of a dispute that is over, but for fees that were claimed and given back. */
function* changesOf(id: DisputeId, was: Dispute, is: Dispute): Generator<string> {
  const after = lasting(is);
  for (const [what, then] of Object.entries(lasting(was))) {
    const now = after[what] ?? "none";
    if (now !== then) yield `INV-10: dispute ${id} was over with ${what} ${then}, now ${now}`;
  }
  if (was.returned && !is.returned) yield `INV-10: dispute ${id} gives its fees back again`;
}

/** What of a dispute stays as it is when it is over. */
function lasting(dispute: Dispute): Readonly<Record<string, string>> {
  const { parties, snapshot, openedAt, deadline, version, state, round } = dispute;
  const { payers, ruling, fallback, votes: cast } = dispute;
  return {
    parties: parties.join(" and "),
    snapshot: `${snapshot}`,
    opening: `${openedAt}`,
    deadline: `${deadline}`,
    version: `${version}`,
    state: `${state}`,
    round: `${round}`,
    ruling: `${ruling}`,
    fallback: `${fallback}`,
    payers: [...payers].map(([of, { member }]) => `${member} of round ${of}`).join(", "),
    votes: [...cast].map(([of, { size }]) => `${size} in round ${of}`).join(", "),
  };
}
