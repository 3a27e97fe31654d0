import { clockOf, rulesOf } from "../charter";
import { inGoodStanding, isFounder, nominationIn, pairOf, suretyIn } from "../graph";
import { accountOf, pledgeOf, roomOf } from "../locks";
import { pledgesOf } from "../graph";
import { pledgeId } from "../../../scripts/lib/names";
import * as moves from "../moves";
import {
  DAY,
  least,
  MemberState,
  NOBODY,
  SLOTS,
  type MemberId,
  type Pledge,
  type PledgeId,
  type Slot,
} from "../world";
import {
  goodMembers,
  memberAmong,
  membersIn,
  membersOf,
  walletOf,
  type Candidate,
  type Scene,
} from "./Scene";

interface Place {
  readonly id: MemberId;
  readonly slot: Slot;
}

function places(scene: Scene, fits: (place: Place) => boolean): Place[] {
  const asking = membersIn(scene, MemberState.Applicant, MemberState.Active);
  const all = asking.flatMap((id) => SLOTS.map((slot) => ({ id, slot })));
  const fitting = all.filter(fits);
  return fitting.length === 0 || scene.dice.strays() ? all : fitting;
}

const nominate: Candidate = (scene) => {
  const { world, dice } = scene;
  const place = dice.pick(places(scene, ({ id }) => !isFounder(world, id)));
  if (!place) return undefined;
  const { maxPremiumBps } = rulesOf(world);
  const empty = suretyIn(pairOf(world, place.id), place.slot) === NOBODY;
  const nominee = dice.chance(empty ? 0.05 : 0.1) ? NOBODY : memberAmong(scene, goodMembers(scene));
  const slot = dice.strays() ? 2 : place.slot;
  return moves.nominate(walletOf(scene, place.id), slot, nominee, dice.amount(maxPremiumBps));
};

const decline: Candidate = (scene) => {
  const { world, dice } = scene;
  const nominee = ({ id, slot }: Place): MemberId => nominationIn(world, id, slot).nominee;
  const place = dice.pick(places(scene, (each) => nominee(each) !== NOBODY));
  return place && moves.decline(walletOf(scene, nominee(place)), place.id, place.slot);
};

/** What a member could pledge, and until when. */
function coverOf({ world }: Scene, id: MemberId): { most: bigint; until: bigint } {
  const now = clockOf(world);
  const { free } = accountOf(world, id);
  const behind = pledgesOf(world, id).filter((pledge) => roomOf(world, pledge) > 0n);
  const most = behind.reduce((total, pledge) => total + roomOf(world, pledge), free);
  const until = behind.map((pledge) => pledgeOf(world, pledge).until);
  return { most, until: until.reduce(least, now + 400n * DAY) };
}

const vouch: Candidate = (scene) => {
  const { world, dice } = scene;
  const asked = ({ id, slot }: Place): boolean => {
    const { nominee } = nominationIn(world, id, slot);
    return nominee !== NOBODY && inGoodStanding(world, nominee);
  };
  const place = dice.pick(places(scene, asked));
  const principal = place && world.members.get(place.id);
  if (!place || !principal) return undefined;
  const { nominee, maxPremium } = nominationIn(world, place.id, place.slot);
  const { most, until } = coverOf(scene, nominee);
  const { minPledge } = rulesOf(world);
  const share = dice.chance(0.6) ? most / 4n : most;
  const amount = dice.wild
    ? dice.one(minPledge - 1n, dice.amount(most))
    : share < minPledge
      ? minPledge
      : share;
  return moves.vouch(
    walletOf(scene, nominee),
    walletOf(scene, place.id),
    place.slot,
    amount < 0n ? 0n : amount,
    dice.chance(0.3) ? clockOf(world) + dice.around(1n + dice.upTo(40n * DAY)) : dice.around(until),
    dice.amount(maxPremium),
  );
};

interface Given extends Place {
  readonly guarantor: MemberId;
  readonly pledge: PledgeId;
  readonly terms: Pledge;
}

function givenPledge(
  scene: Scene,
  fits: (given: Given) => boolean = () => true,
): Given | undefined {
  const { world, dice } = scene;
  const all = membersOf(scene).flatMap((id) =>
    SLOTS.flatMap((slot): Given[] => {
      const seat = pairOf(world, id).seats[slot];
      if (seat.serial === 0n) return [];
      const pledge = pledgeId(id, slot, seat.serial);
      const { guarantor } = seat;
      return [{ id, slot, guarantor, pledge, terms: pledgeOf(world, pledge) }];
    }),
  );
  const fitting = all.filter(fits);
  return dice.pick(fitting.length === 0 || dice.strays() ? all : fitting);
}

const increasePledge: Candidate = (scene) => {
  const { world, dice } = scene;
  const given = givenPledge(scene, ({ guarantor }) => inGoodStanding(world, guarantor));
  if (!given) return undefined;
  const { free } = accountOf(world, given.guarantor);
  const amount = dice.chance(0.7) ? dice.amount(free / 8n) : dice.amount(free);
  return moves.increasePledge(walletOf(scene, given.guarantor), given.id, given.slot, amount);
};

const decreasePledge: Candidate = (scene) => {
  const given = givenPledge(scene, ({ terms }) => terms.room > 0n);
  if (!given) return undefined;
  const { room } = given.terms;
  const amount = scene.dice.amount(scene.dice.chance(0.6) ? room / 4n : room);
  return moves.decreasePledge(walletOf(scene, given.guarantor), given.id, given.slot, amount);
};

const renewPledge: Candidate = (scene) => {
  const { world, dice } = scene;
  const given = givenPledge(scene, ({ guarantor }) => inGoodStanding(world, guarantor));
  if (!given) return undefined;
  const { until } = coverOf(scene, given.guarantor);
  const time = dice.chance(0.4) ? given.terms.until + dice.around(1n) : dice.around(until);
  return moves.renewPledge(walletOf(scene, given.guarantor), given.id, given.slot, time);
};

const withdrawSurety: Candidate = (scene) => {
  const given = givenPledge(scene);
  if (!given) return undefined;
  return moves.withdrawSurety(
    walletOf(scene, given.guarantor),
    given.id,
    scene.dice.strays() ? 2 : given.slot,
  );
};

export const SURETIES = {
  nominate,
  decline,
  vouch,
  increasePledge,
  decreasePledge,
  renewPledge,
  withdrawSurety,
};
