import type { BookedMember, SuretyBook } from "./SuretyBook";
import type { TrustBook } from "./TrustBook";

/** Of the members who think well of a person and can vouch, the two of lowest generation. */
export function chooseGuarantors(
  sureties: SuretyBook,
  trust: TrustBook,
  person: number,
): readonly [BookedMember, BookedMember] | undefined {
  const [first, second] = trust
    .supportersOf(person)
    .map((supporter) => sureties.find(supporter))
    .filter((member) => member !== undefined)
    .filter((member) => sureties.badStanding(member) === undefined)
    .sort((left, right) => left.generation - right.generation);
  return first === undefined || second === undefined ? undefined : [first, second];
}
