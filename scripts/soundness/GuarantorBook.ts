import { accountOf } from "../../test/model/locks";
import type { Move } from "../../test/model/moves";
import { least, type MemberId, type PledgeId, type World } from "../../test/model/world";
import { principalOf } from "../lib/names";

/** What honest guarantors and judges got and gave, move by move. */
export class GuarantorBook {
  premiums = 0n;
  seatFees = 0n;
  /** Paid out of pledges for attackers, and for members whose deal failed. */
  paid = 0n;
  /** Repaid or collected of it. */
  recovered = 0n;

  /** What each of those pledges still lacks. What guarantors owe their own guarantors is not in it. */
  private readonly lacking = new Map<PledgeId, bigint>();

  book(move: Move, before: World, after: World, attackers: ReadonlySet<MemberId>): void {
    switch (move.call) {
      case "acceptDelivery":
      case "conclude":
        this.bookOutcome(before, after, attackers);
        break;
      case "claimSeatFees":
        this.seatFees += gains(before, after, attackers);
        break;
      case "collect":
      case "repay":
        this.bookRepayment(move.args[0] as PledgeId, before, after);
    }
  }

  private bookOutcome(before: World, after: World, attackers: ReadonlySet<MemberId>): void {
    const parties = new Set(partiesOf(before, after));
    this.premiums += gains(before, after, new Set([...attackers, ...parties]));
    for (const [id, { owed, guarantor }] of after.pledges) {
      const drawn = owed - (before.pledges.get(id)?.owed ?? 0n);
      const isAtFault = parties.has(principalOf(id)) || attackers.has(principalOf(id));
      if (drawn === 0n || attackers.has(guarantor) || !isAtFault) continue;
      this.paid += drawn;
      this.lacking.set(id, (this.lacking.get(id) ?? 0n) + drawn);
    }
  }

  private bookRepayment(id: PledgeId, before: World, after: World): void {
    const paid = (before.pledges.get(id)?.owed ?? 0n) - (after.pledges.get(id)?.owed ?? 0n);
    const lacking = this.lacking.get(id) ?? 0n;
    const recovered = least(paid, lacking);
    this.lacking.set(id, lacking - recovered);
    this.recovered += recovered;
  }
}

/** What came into deposits, of everybody but some. */
function gains(before: World, after: World, not: ReadonlySet<MemberId>): bigint {
  let sum = 0n;
  for (const [id, account] of after.accounts) {
    if (before.accounts.get(id) === account || not.has(id)) continue;
    const gained = account.deposit - accountOf(before, id).deposit;
    if (gained > 0n) sum += gained;
  }
  return sum;
}

/** The two sides of the chains that a move has changed. */
function partiesOf(before: World, after: World): MemberId[] {
  return [...after.chains]
    .filter(([id, chain]) => before.chains.get(id) !== chain)
    .flatMap(([, { stages }]) =>
      stages.flatMap(({ provider, terms }) => [provider, terms.receiver]),
    );
}
