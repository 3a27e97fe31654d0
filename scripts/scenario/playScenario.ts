import type { HardhatRuntimeEnvironment } from "hardhat/types";

import { openWorld } from "./openWorld";
import { playStep } from "./playStep";
import type { ProtocolEvent } from "./ProtocolEvent";
import { readReport, type Report } from "./readReport";
import type { Scenario } from "./schema";
import { setUp } from "./setUp";
import { tellEvent } from "./tellEvent";
import type { PlayedStep, World } from "./World";

/** A scenario that was played to its end. */
export interface PlayedScenario {
  title: string;
  about: string;
  steps: PlayedStep[];
  report: Report;
}

/** What is told while a scenario is played. */
export interface Listener {
  /** A step was played; the first one is what stands before the story. */
  onStep?(step: PlayedStep): void;
}

const DAY = 86_400;

/**
 * Deploys a community on the network of `hre`, an in-process one, and plays a scenario in it.
 *
 * @throws StepError when something else happens than the story says.
 */
export async function playScenario(
  hre: HardhatRuntimeEnvironment,
  scenario: Scenario,
  listener: Listener = {},
): Promise<PlayedScenario> {
  const world = await openWorld(hre, scenario);

  const before = beginStep(world, { place: "setup", action: "setup", say: scenario.about });
  await setUp(world);
  const block = await hre.ethers.provider.getBlock("latest");
  world.start = block?.timestamp ?? 0;
  await finishStep(world, before, []);
  listener.onStep?.(before);

  for (const [index, step] of scenario.story.entries()) {
    const place = `story[${index}] (${step.do})`;
    const played = beginStep(world, { place, action: step.do, say: step.say });
    await finishStep(world, played, await playStep(world, step, place));
    listener.onStep?.(played);
  }

  const { title, about } = scenario;
  return { title, about, steps: world.steps, report: await readReport(world) };
}

function beginStep(
  world: World,
  { place, action, say }: Pick<PlayedStep, "place" | "action" | "say">,
): PlayedStep {
  const step = { place, action, day: 0, say, told: [], transactions: [] };
  world.steps.push(step);
  return step;
}

/** Tells what happened in the step, from its receipts. */
async function finishStep(world: World, step: PlayedStep, told: string[]): Promise<void> {
  const { hre, modules, directory: names, start } = world;
  const block = await hre.ethers.provider.getBlock("latest");
  const now = block?.timestamp ?? start;
  const paused = BigInt(now) - (await modules.charter.clock());

  step.day = dayAt(now, start);
  const teller = {
    names,
    dayOf: (clock: bigint): number => dayAt(Number(clock + paused), start),
  };
  const sentences = step.transactions
    .flatMap(({ events }) => inTellingOrder(events))
    .map((event) => tellEvent(event, teller));
  step.told.push(...sentences.filter((sentence) => sentence !== undefined), ...told);
}

/** A draw is told before the pledges that paid for it, which its event follows. */
function inTellingOrder(events: readonly ProtocolEvent[]): ProtocolEvent[] {
  const told: ProtocolEvent[] = [];
  let draws = 0;
  for (const event of events) {
    if (event.name === "BondDrawn") {
      told.splice(told.length - draws, 0, event);
    } else {
      told.push(event);
    }
    draws = event.name === "PledgeDrawn" || event.name === "RecourseOpened" ? draws + 1 : 0;
  }
  return told;
}

function dayAt(time: number, start: number): number {
  return Math.floor((time - start) / DAY);
}
