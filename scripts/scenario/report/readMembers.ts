import { states } from "../states";
import type { World } from "../World";

/** A guarantor of a member, as the pledge stands now. */
export interface GuarantorRow {
  name: string;
  /** What the guarantor answers for: what is unused and what is in use. */
  pledge: bigint;
  room: bigint;
  depth: number;
}

export interface MemberRow {
  id: number;
  name: string;
  role: string;
  state: string;
  founder: boolean;
  generation: number;
  /** By slot; null where nobody stands surety. Founders have their ring guarantors, without pledges. */
  guarantors: [GuarantorRow | null, GuarantorRow | null];
  free: bigint;
  locks: number;
  /** What stands behind the member's next obligation. */
  cover: bigint;
  owed: bigint;
  goodStanding: boolean;
}

/** Everybody with a card: who answers for them, and with what. */
export async function readMembers(world: World): Promise<MemberRow[]> {
  return Promise.all(world.directory.members().map((member) => readMember(world, member)));
}

async function readMember(world: World, member: bigint): Promise<MemberRow> {
  const { directory, modules, scenario } = world;
  const name = directory.member(member);
  const account = await modules.vault.account(member);
  const { generation } = await modules.graph.pairOf(member);
  const cover = await modules.graph.coverOf(member);
  return {
    id: Number(member),
    name,
    role: scenario.people.find((person) => person.name === name)?.role ?? "",
    state: states.member[Number(await modules.membership.stateOf(member))] ?? "",
    founder: (await modules.graph.founderIndex(member)).isFounder,
    generation: Number(generation),
    guarantors: [await readGuarantor(world, member, 0), await readGuarantor(world, member, 1)],
    free: account.free,
    locks: Number(account.locks),
    cover: cover.free + cover.room0 + cover.room1,
    owed: account.owed,
    goodStanding: await modules.graph.inGoodStanding(member),
  };
}

async function readGuarantor(
  { directory, modules }: World,
  member: bigint,
  slot: 0 | 1,
): Promise<GuarantorRow | null> {
  const guarantors = await modules.graph.guarantorsOf(member);
  const guarantor = slot === 0 ? guarantors.guarantor0 : guarantors.guarantor1;
  if (guarantor === 0n) return null;

  const known = directory
    .pledges()
    .findLast((pledge) => pledge.principal === member && pledge.guarantor === guarantor);
  const name = directory.member(guarantor);
  if (known === undefined) return { name, pledge: 0n, room: 0n, depth: 0 };
  const { own, backing, room, depth } = await modules.vault.pledge(known.id);
  return { name, pledge: own + backing.part0 + backing.part1, room, depth: Number(depth) };
}
