import { seatsOfRound } from "../lib/seats";
import type { Dispute } from "./Dispute";
import type { SuretyBook } from "./SuretyBook";
import type { TrustBook } from "./TrustBook";

/** What one judge votes with some of their seats. */
export interface PanelVote {
  judge: bigint;
  /** Bit n stands for seat n. */
  seats: bigint;
  /** The provider's share of the blame (basis points). */
  fault: number;
}

const PROVIDER_AT_FAULT = 10_000;

/**
 * The votes of a round: of every Active seat holder who has ever rated the party whose side the seat
 * is on. Who thinks well of the party finds no fault with them, who thinks ill finds all of it there.
 *
 * @param circle The round is the founding circle, where seats have no sides: a founder who has rated
 * both parties votes the mean of the two opinions.
 */
export function panelVotes(
  trust: TrustBook,
  sureties: SuretyBook,
  { deal, round, snapshot }: Dispute,
  circle: boolean,
): PanelVote[] {
  const { provider, receiver } = deal;
  const opinions = (judge: bigint): { provider?: number; receiver?: number } => {
    const { person } = sureties.get(judge);
    const ofProvider = trust.opinion(person, provider.person);
    const ofReceiver = trust.opinion(person, receiver.person);
    return {
      ...(ofProvider !== undefined && { provider: ofProvider > 0 ? 0 : PROVIDER_AT_FAULT }),
      ...(ofReceiver !== undefined && { receiver: ofReceiver > 0 ? PROVIDER_AT_FAULT : 0 }),
    };
  };

  const votes = new Map<string, PanelVote>();
  const cast = (judge: bigint, seat: number, fault: number | undefined): void => {
    if (fault === undefined || sureties.get(judge).isExpelled) return;
    const key = `${judge} ${fault}`;
    const seats = (votes.get(key)?.seats ?? 0n) | (1n << BigInt(seat));
    votes.set(key, { judge, seats, fault });
  };

  if (circle) {
    sureties.circle.forEach(({ id }, place) => {
      if (id === provider.id || id === receiver.id) return;
      const faults = Object.values(opinions(id));
      const sum = faults.reduce((total, fault) => total + fault, 0);
      cast(id, place, faults.length === 0 ? undefined : sum / faults.length);
    });
  } else {
    const parties = { provider: provider.id, receiver: receiver.id };
    for (const [seat, judge] of seatsOfRound(sureties.at(snapshot), parties, round)) {
      const isReceivers = seat >> (round + 1) === 1;
      cast(judge, seat, isReceivers ? opinions(judge).receiver : opinions(judge).provider);
    }
  }
  return [...votes.values()];
}
