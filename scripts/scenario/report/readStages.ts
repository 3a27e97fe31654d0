import { eventsOf } from "./eventsOf";
import { states } from "../states";
import type { World } from "../World";

export interface StageRow {
  stage: string;
  provider: string;
  /** Who was to deliver it at first, if somebody else took over. */
  replaced: string | null;
  receiver: string;
  /** What is paid now; less or more than agreed if somebody else took over. */
  price: bigint;
  agreedPrice: bigint;
  listPrice: bigint;
  /** What the price is below the list price (basis points of it). */
  discount: number;
  state: string;
  /** Why it closed; null while it has not. */
  closing: string | null;
}

const DISSOLVED = 4n;

/** Every stage that was proposed, as agreed and as it went. */
export async function readStages(world: World): Promise<StageRow[]> {
  const { directory, modules } = world;
  const events = eventsOf(world.steps).flat();
  const rows: StageRow[] = [];
  for (const { name, args } of events) {
    if (name !== "StageProposed") continue;
    const { chain, stage, terms } = args;
    const { provider, receiver, price, state, replaced } = await modules.trade.stageOf(
      chain,
      stage,
    );
    const { listPrice } = terms;
    const dissolved = (await modules.trade.chainOf(chain)).state === DISSOLVED;
    const closed = events.findLast(
      (event) =>
        event.name === "StageClosed" && event.args.chain === chain && event.args.stage === stage,
    );
    const closing = closed?.name === "StageClosed" ? closed.args.closing : undefined;
    rows.push({
      stage: directory.stage(chain, stage),
      provider: directory.member(provider),
      replaced: replaced ? directory.member(terms.provider) : null,
      receiver: directory.member(receiver),
      price,
      agreedPrice: terms.price,
      listPrice,
      discount:
        listPrice === 0n
          ? 0
          : Math.round(Number(((listPrice - price) * 1_000_000n) / listPrice) / 100),
      state: (dissolved ? "Dissolved" : states.stage[Number(state)]) ?? "",
      closing: closing === undefined ? null : (states.closing[Number(closing)] ?? ""),
    });
  }
  return rows;
}
