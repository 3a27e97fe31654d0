import { checkCharter } from "./checkCharter";
import type { Scenario } from "./schema";
import type { ScenarioMistake } from "./ScenarioError";

/** The mistakes that only show when parts of a scenario are held side by side. */
export function checkReferences(scenario: Scenario): ScenarioMistake[] {
  return [
    ...repeated(
      scenario.people.map(({ name }) => name),
      (index) => `people[${index}].name`,
    ),
    ...repeated(scenario.founders, (index) => `founders[${index}]`),
    ...checkCharter(scenario),
    ...checkSureties(scenario),
    ...checkStages(scenario),
    ...checkStory(scenario),
  ];
}

function repeated(names: readonly string[], place: (index: number) => string): ScenarioMistake[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ place: place(index), message: `expected a name not used before, found "${name}"` }],
  );
}

/** Whoever stands surety at the start is a founder or has joined further up. */
function checkSureties({ founders, sureties, deposits }: Scenario): ScenarioMistake[] {
  const joined = new Set<string>(founders);
  const mistakes: ScenarioMistake[] = [];
  sureties.forEach(({ principal, guarantors }, index) => {
    if (joined.has(principal)) {
      mistakes.push({
        place: `sureties[${index}].principal`,
        message: `expected somebody who is not a member yet, found "${principal}"`,
      });
    }
    mistakes.push(
      ...repeated(
        guarantors.map(({ name }) => name),
        (slot) => `sureties[${index}].guarantors[${slot}].name`,
      ),
    );
    guarantors.forEach(({ name }, slot) => {
      if (joined.has(name)) return;
      mistakes.push({
        place: `sureties[${index}].guarantors[${slot}].name`,
        message: `expected a founder or the principal of a surety further up, found "${name}"`,
      });
    });
    joined.add(principal);
  });

  for (const name of Object.keys(deposits)) {
    if (joined.has(name)) continue;
    mistakes.push({
      place: `deposits.${name}`,
      message: "expected a founder or somebody with sureties; others deposit in the story",
    });
  }
  return mistakes;
}

function checkStages({ chains }: Scenario): ScenarioMistake[] {
  return Object.entries(chains).flatMap(([chain, { stages }]) => {
    const place = `chains.${chain}.stages`;
    const names = stages.map(({ name }) => name);
    return [
      ...repeated(names, (index) => `${place}[${index}].name`),
      ...stages.flatMap(({ waitsFor, payees }, index) => [
        ...waitsFor.flatMap((name, position) =>
          names.slice(0, index).includes(name)
            ? []
            : [
                {
                  place: `${place}[${index}].waitsFor[${position}]`,
                  message: `expected an earlier stage of the chain, found "${name}"`,
                },
              ],
        ),
        ...repeated(
          payees.map(({ name }) => name),
          (position) => `${place}[${index}].payees[${position}].name`,
        ),
      ]),
    ];
  });
}

/** A chain is proposed once, before anything else is done with it. */
function checkStory({ story }: Scenario): ScenarioMistake[] {
  const proposed = new Set<string>();
  const mistakes: ScenarioMistake[] = [];
  const need = (chain: string, place: string): void => {
    if (proposed.has(chain)) return;
    mistakes.push({
      place,
      message: `expected a chain that was proposed further up, found "${chain}"`,
    });
  };

  story.forEach((step, index) => {
    const place = `story[${index}]`;
    if (step.do === "propose") {
      if (step.refused === undefined) proposed.add(step.chain);
    } else if (step.do === "expect") {
      for (const chain of Object.keys(step.chains)) need(chain, `${place}.chains.${chain}`);
      for (const stage of [...Object.keys(step.stages), ...Object.keys(step.disputes)]) {
        need(stage.split("/")[0] ?? "", `${place}.stages.${stage}`);
      }
    } else if ("chain" in step) {
      need(step.chain, `${place}.chain`);
    } else if ("stage" in step) {
      need(step.stage.split("/")[0] ?? "", `${place}.stage`);
    }
  });
  return mistakes;
}
