import type { World } from "../World";

/** What the register counts against a member. */
export interface StandingRow {
  name: string;
  defaults: number;
  faultPaid: bigint;
  recourseOpened: number;
  overdue: number;
  excused: number;
  principalsLost: number;
}

/** The standing register of everybody with a card. */
export async function readStanding({ directory, modules }: World): Promise<StandingRow[]> {
  return Promise.all(
    directory.members().map(async (member) => {
      const standing = await modules.membership.standingOf(member);
      return {
        name: directory.member(member),
        defaults: Number(standing.defaults),
        faultPaid: standing.faultPaid,
        recourseOpened: Number(standing.recourseOpened),
        overdue: Number(standing.overdue),
        excused: Number(standing.excused),
        principalsLost: Number(standing.principalsLost),
      };
    }),
  );
}
