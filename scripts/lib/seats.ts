/** Members' guarantors as they were at one time; 0 stands for an empty slot. */
export interface GuarantorSnapshot {
  /** Sureties, or ring guarantors for a founder. */
  guarantorsOf(member: bigint): readonly [bigint, bigint];
  /** Whether the member was in the founding circle. */
  isFounder(member: bigint): boolean;
}

/** The two sides of a dispute. */
export interface Parties {
  provider: bigint;
  receiver: bigint;
}

/**
 * Who holds which seat of a round below the circle: what `IGuarantorCourt.seatHolder` would say of
 * each, walked off-chain. Void seats are left out. (Whether a holder is Active is looked at when
 * they vote.)
 */
export function seatsOfRound(
  snapshot: GuarantorSnapshot,
  { provider, receiver }: Parties,
  round: number,
): Map<number, bigint> {
  const steps = round + 1;
  const seats = new Map<number, bigint>();

  const walk = (member: bigint, left: number, seat: number): void => {
    if (left === 0) {
      seats.set(seat, member);
      return;
    }
    // A founder with steps left stays; only a party that is one first steps along the ring.
    const stays = left < steps && snapshot.isFounder(member);
    const next = stays ? ([member, member] as const) : snapshot.guarantorsOf(member);
    next.forEach((guarantor, slot) => {
      if (guarantor === 0n || guarantor === provider || guarantor === receiver) return;
      walk(guarantor, left - 1, (seat << 1) | slot);
    });
  };

  walk(provider, steps, 0);
  walk(receiver, steps, 1);
  return seats;
}
