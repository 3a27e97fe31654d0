import type { HardhatRuntimeEnvironment } from "hardhat/types";

import { openWorld } from "./openWorld";
import { playStep } from "./playStep";
import { readReport, type Report } from "./readReport";
import type { Scenario } from "./schema";
import { setUp } from "./setUp";
import { tellerOf } from "./tellerOf";
import { tellTransactions } from "./tellTransactions";
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

/**
 * Deploys a community on the network of `hre`, an in-process one, and plays a scenario in it.
 *
 * @throws SetUpError when the contracts refuse what stands before the story.
 * @throws StepError when something else happens than the story says.
 */
export async function playScenario(
  hre: HardhatRuntimeEnvironment,
  scenario: Scenario,
  listener: Listener = {},
): Promise<PlayedScenario> {
  const world = await openWorld(hre, scenario);

  const before = beginStep(world, { place: "setup", action: "setup", say: scenario.about });
  // Days are counted from here while it is set up, afterwards from when it was.
  world.start = await wallTime(hre);
  await setUp(world);
  world.start = await wallTime(hre);
  await finishStep(world, before, []);
  listener.onStep?.(before);

  for (const [index, step] of scenario.story.entries()) {
    const place = `story[${index}] (${step.do})`;
    const played = beginStep(world, { place, action: step.do, say: step.say });
    await finishStep(world, played, await playStep(world, step, place, await tellerOf(world)));
    listener.onStep?.(played);
  }

  const { title, about } = scenario;
  return { title, about, steps: world.steps, report: await readReport(world) };
}

async function wallTime({ ethers }: HardhatRuntimeEnvironment): Promise<number> {
  const block = await ethers.provider.getBlock("latest");
  return block?.timestamp ?? 0;
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
  const teller = await tellerOf(world);
  step.day = teller.dayOf(await world.modules.charter.clock());
  step.told.push(...tellTransactions(step.transactions, teller), ...told);
}
