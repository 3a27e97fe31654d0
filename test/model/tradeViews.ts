import {
  advanced,
  circleOf,
  disputeOf,
  holderOfSeat,
  seatCount,
  seatNumbers,
  votesOf,
} from "./court";
import { rulesOf } from "./charter";
import { bondNames, chainOf, disputeName, dueOf, windowEnd, type Place } from "./stages";
import { ITEM, ITEMS_ROOT } from "./candidates/stages";
import { ANY, view, type Aspect, type View, type Word } from "./views";
import {
  DisputeState,
  NOBODY,
  Side,
  StageState,
  type ChainId,
  type Dispute,
  type DisputeId,
  type Stage,
  type World,
} from "./world";

function bits(places: readonly number[]): bigint {
  return places.reduce((map, place) => map | (1n << BigInt(place)), 0n);
}

export function chainAspects(world: World, id: ChainId): Aspect[] {
  const chain = chainOf(world, id);
  const accepted = (side: Side): bigint =>
    bits(
      chain.stages.flatMap(({ terms }, index) =>
        chain.accepted.includes(side === Side.Provider ? terms.provider : terms.receiver)
          ? [index]
          : [],
      ),
    );
  const views = (): View[] => [
    view(
      "trade",
      "chainOf",
      [id],
      [
        ...[chain.snapshot, chain.acceptBy, chain.version, chain.stages.length, chain.state],
        ...[bits(chain.closed), bits(chain.undelivered)],
        ...[accepted(Side.Provider), accepted(Side.Receiver)],
      ],
    ),
    view("trade", "stageOf", [id, chain.stages.length], { error: "NoSuchStage" }),
  ];
  return [
    { key: `chain ${id}`, parts: [chain], views },
    ...chain.stages.map((stage, index) => stageAspect(world, { chain: id, index }, stage)),
  ];
}

function stageAspect(world: World, place: Place, stage: Stage): Aspect {
  const { chain, index } = place;
  const views = (): View[] => [
    view("trade", "stageOf", [chain, index], stageWords(world, place, stage)),
    view(
      "trade",
      "namesOf",
      [chain, index],
      [...bondNames(world, place), disputeName(world, place)],
    ),
    view("trade", "snapshotOf", [chain, index], [stage.snapshot]),
    payeesView(place, stage),
    view(
      "trade",
      "dueOf",
      [chain, index],
      stage.state === StageState.Open ? [dueOf(stage)] : { error: "WrongStageState" },
    ),
    view("trade", "appointmentOf", [chain, index], appointmentWords(stage)),
    view("trade", "verifyItem", [chain, index, ITEM, 128n, 0n], [stage.itemsRoot === ITEMS_ROOT]),
  ];
  return { key: `stage ${chain} ${index}`, parts: [stage], views };
}

function appointmentWords({ appointment }: Stage): Word[] {
  if (!appointment) return [0n, 0n, 0n, 0n, 0n];
  const { provider, price, bond, duration, snapshot } = appointment;
  return [provider, price, bond, duration, snapshot];
}

function payeesView({ chain, index }: Place, { state, terms }: Stage): View {
  const payees = state === StageState.Closed ? [] : terms.payees;
  return view(
    "trade",
    "payeesOf",
    [chain, index],
    [...[32n, payees.length], ...payees.flatMap(({ member, shareBps }) => [member, shareBps])],
  );
}

/** A closed stage keeps its first slot and whether it was replaced. */
function stageWords(world: World, place: Place, stage: Stage): (Word | typeof ANY)[] {
  const { provider, terms, price, bonds, state, claim, replaced } = stage;
  const kept = [provider, terms.receiver, price, bonds[0]] as const;
  if (state === StageState.Closed) {
    const [five, eight] = [5, 8].map((count) => Array<typeof ANY>(count).fill(ANY));
    return [...kept, ...(five ?? []), state, ...(eight ?? []), replaced];
  }
  const window = windowEnd(world, place) - stage.mark;
  return [
    ...kept,
    ...[bonds[1], stage.duration, terms.inspection, terms.waitsFor, stage.mark, state],
    ...[terms.payees.length, stage.messages],
    ...[claim?.amounts[1] ?? 0n, claim?.amounts[0] ?? 0n, claim ? window : stage.extension],
    ...[claim?.kind ?? 0n, claim?.claimant ?? 0n, claim?.answered ?? false, replaced],
  ];
}

export function disputeAspect(world: World, id: DisputeId): Aspect {
  const dispute = disputeOf(world, id);
  const views = (): View[] => [
    view("court", "disputeOf", [id], disputeWords(world, dispute)),
    ...[...dispute.payers].map(([round, { member, side }]) =>
      view("court", "appellantOf", [id, round], [side === undefined ? member : NOBODY]),
    ),
    ...[...dispute.votes].flatMap(([round, votes]) => [
      tallyView(world, id, dispute, round),
      ...[...votes].map(([seat, { paid, fault }]) =>
        view("court", "seatVote", [id, round, seat], [true, paid, paid ? 0n : fault]),
      ),
    ]),
  ];
  return { key: `dispute ${id}`, parts: [dispute], views };
}

/** What time may have decided, and who sits in the present round. */
export function presentDisputeViews(world: World, id: DisputeId): View[] {
  const dispute = advanced(world, disputeOf(world, id));
  const { round } = dispute;
  const circle = circleOf(world, dispute);
  const seats = Array.from(
    { length: Math.min(seatNumbers(world, dispute, round), 16) },
    (_, s) => s,
  );
  return [
    view(
      "court",
      "current",
      [id],
      [...disputeWords(world, dispute), ...scheduleWords(world, dispute)],
    ),
    view("court", "seatCount", [id, round], [seatCount(world, dispute, round)]),
    view("court", "seatCount", [id, circle], [seatCount(world, dispute, circle)]),
    view("court", "seatCount", [id, circle + 1], { error: "NoSuchRound" }),
    view("vault", "feesOf", [id], [world.fees.get(id) ?? 0n]),
    ...seats.map((seat) =>
      view("court", "seatHolder", [id, round, seat], [holderOfSeat(world, dispute, round, seat)]),
    ),
  ];
}

function disputeWords(world: World, dispute: Dispute): Word[] {
  const { parties, snapshot, deadline, version, round, state, payers } = dispute;
  const paid = [...payers.keys()];
  const by = (side: Side | undefined): number[] =>
    paid.filter((each) => payers.get(each)?.side === side);
  return [
    ...[...parties, snapshot, deadline, version, circleOf(world, dispute), round, state],
    ...[bits(paid), bits(by(Side.Receiver)), bits(by(undefined))],
    ...[dispute.ruling, dispute.fallback, dispute.returned],
  ];
}

function scheduleWords(world: World, dispute: Dispute): Word[] {
  const { state, deadline, version, round } = dispute;
  if (state < DisputeState.Voting || state === DisputeState.Closed) return [0n, 0n, 0n];
  const rules = rulesOf(world, version);
  const toAppeal = round === circleOf(world, dispute) ? 0n : rules.appealWindow;
  const votesUntil = state === DisputeState.Voting ? deadline : deadline - toAppeal;
  return [votesUntil - rules.voteWindow, votesUntil, votesUntil + toAppeal];
}

/** Votes in each bucket of 10 per cent, by side; votes whose fee was paid stand in the events only. */
function tallyView(world: World, id: DisputeId, dispute: Dispute, round: number): View {
  const half = round === circleOf(world, dispute) ? 64 : 2 ** (round + 1);
  const buckets = Array<number>(22).fill(0);
  for (const [seat, { fault, paid }] of votesOf(dispute, round)) {
    const bucket = Number(fault / 1_000n) + (seat < half ? 0 : 11);
    if (!paid) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return view("court", "tally", [id, round], buckets);
}
