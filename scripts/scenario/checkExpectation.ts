import { itemDigest, itemTree } from "../lib/itemTree";
import { disputeRef } from "./disputeRef";
import { formatAmount } from "./formatAmount";
import { formatPercent } from "./formatPercent";
import { pledgeBetween } from "./pledgeBetween";
import { stageRef } from "./stageRef";
import { states } from "./states";
import type { Step } from "./Step";
import type { World } from "./World";

type Value = string | bigint | number | boolean | (string | null)[] | undefined;

/** What an `expect` step says and finds otherwise, a line each; none when all is so. */
export async function checkExpectation(world: World, step: Step<"expect">): Promise<string[]> {
  const findings: string[] = [];
  const compare = (
    place: string,
    expected: object | undefined,
    found: Record<string, Value>,
  ): void => {
    for (const [name, value] of Object.entries(expected ?? {}) as [string, Value][]) {
      if (value === undefined) continue;
      const [wanted, is] = [shown(name, value), shown(name, found[name])];
      if (wanted !== is) findings.push(`${place}.${name}: expected ${wanted}, found ${is}`);
    }
  };

  for (const [name, expected] of Object.entries(step.people)) {
    compare(`people.${name}`, expected, await readPerson(world, name));
  }
  for (const [index, expected] of step.pledges.entries()) {
    const { principal, guarantor, ...values } = expected;
    compare(`pledges[${index}]`, values, await readPledge(world, principal, guarantor));
  }
  for (const [name, state] of Object.entries(step.chains)) {
    const chain = await world.modules.trade.chainOf(world.directory.chainNamed(name));
    compare("chains", { [name]: state }, { [name]: states.chain[Number(chain.state)] });
  }
  for (const [name, expected] of Object.entries(step.stages)) {
    const { items = [], ...values } = expected ?? {};
    compare(`stages.${name}`, values, await readStage(world, name));
    for (const item of items) {
      if (await wasDelivered(world, name, item)) continue;
      findings.push(`stages.${name}.items: expected ${item} in the delivery, found it is not`);
    }
  }
  for (const [name, expected] of Object.entries(step.disputes)) {
    compare(`disputes.${name}`, expected, await readDispute(world, name));
  }
  return findings;
}

const SHARES = new Set(["ruling"]);

function shown(name: string, value: Value): string {
  if (SHARES.has(name) && value !== undefined) return formatPercent(BigInt(value as number));
  if (typeof value === "bigint") return formatAmount(value);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}

async function readPerson(world: World, name: string): Promise<Record<string, Value>> {
  const { directory, modules, token, wallets } = world;
  const member = directory.memberNamed(name);
  const { free, owed, locks } = await modules.vault.account(member);
  const cover = await modules.graph.coverOf(member);
  const pair = await modules.graph.pairOf(member);
  const standing = await modules.membership.standingOf(member);
  const balances = await Promise.all((wallets.get(name) ?? []).map((own) => token.balanceOf(own)));
  const guarantor = (serial: bigint, id: bigint): string | null =>
    serial === 0n ? null : directory.member(id);

  return {
    wallet: balances.reduce((sum, balance) => sum + balance, 0n),
    free,
    owed,
    locks: Number(locks),
    cover: cover.free + cover.room0 + cover.room1,
    state: states.member[Number(await modules.membership.stateOf(member))],
    generation: Number(pair.generation),
    guarantors: [
      guarantor(pair.serial0, pair.guarantor0),
      guarantor(pair.serial1, pair.guarantor1),
    ],
    goodStanding: await modules.graph.inGoodStanding(member),
    defaults: Number(standing.defaults),
    faultPaid: standing.faultPaid,
    overdue: Number(standing.overdue),
    excused: Number(standing.excused),
    principalsLost: Number(standing.principalsLost),
    recourseOpened: Number(standing.recourseOpened),
  };
}

async function readPledge(
  world: World,
  principal: string,
  guarantor: string,
): Promise<Record<string, Value>> {
  const id = await pledgeBetween(world, principal, guarantor, () => true);
  const { state, own, room, owed, depth } = await world.modules.vault.pledge(id);
  return { state: states.pledge[Number(state)], own, room, owed, depth: Number(depth) };
}

async function readStage(world: World, name: string): Promise<Record<string, Value>> {
  const { trade, vault } = world.modules;
  const { chain, index } = stageRef(world, name);
  const { state, provider, price } = await trade.stageOf(chain, index);
  const { receiver } = await trade.namesOf(chain, index);
  const { escrow } = await vault.bond(receiver);
  return {
    state: states.stage[Number(state)],
    provider: world.directory.member(provider),
    price,
    escrow,
  };
}

async function wasDelivered(world: World, name: string, item: string): Promise<boolean> {
  const { chain, index } = stageRef(world, name);
  const delivered = world.scenario.story.flatMap((step) =>
    step.do === "deliver" && step.stage === name && step.refused === undefined ? step.items : [],
  );
  const proof = itemTree(delivered).proofOf(item) ?? [];
  return world.modules.trade.verifyItem(chain, index, itemDigest(item), proof);
}

async function readDispute(world: World, name: string): Promise<Record<string, Value>> {
  const [dispute] = await world.modules.court.current(await disputeRef(world, name));
  const { state, round, ruling } = dispute;
  return {
    state: states.dispute[Number(state)],
    round: Number(round),
    ruling: Number(ruling),
  };
}
