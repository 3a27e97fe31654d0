import { jsonOf } from "./lib/jsonOf";
import { runScript } from "./lib/runScript";
import { table } from "./lib/table";
import { toolCommand } from "./lib/toolCommand";
import { compareFindings } from "./slither/compareFindings";
import { readExplanations } from "./slither/explanations";
import { IMPACTS } from "./slither/readFindings";
import { runSlither } from "./slither/runSlither";

const HELP = `
Needs Python 3.11 or newer; the first run installs slither into build/venv.

A finding of high or medium impact is mended in the contracts, or explained in
scripts/slither/explained.json, from where docs/audit.md takes it.

Exit codes:
  0  every finding of high or medium impact is explained
  1  one is not, an explanation is for nothing any more, or a function could not be read
  2  wrong usage
`;

runScript(async () => {
  const options = toolCommand("slither")
    .description("Let slither's detectors look at the contracts.")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .parse()
    .opts<{ json?: true }>();

  const { findings, unread } = await runSlither();
  const { grave, light, outdated } = compareFindings(findings, readExplanations());
  const open = grave.filter(({ reason }) => reason === undefined);
  const counts = Object.fromEntries(
    IMPACTS.map((impact) => [impact, findings.filter((is) => is.impact === impact).length]),
  );

  if (options.json) {
    console.log(jsonOf({ counts, grave, light, outdated, unread }));
  } else {
    const titles = ["impact", "detector", "state", "what"];
    const rows = grave.map(({ impact, detector, finding, where, reason }) =>
      reason === undefined
        ? [impact, detector, "open", `${finding} (${where})`]
        : [impact, detector, "explained", finding],
    );
    const columns = titles.map((title) => ({ title }));
    for (const line of table(columns, rows)) console.log(line);
    const lowly = IMPACTS.slice(2).map(
      (impact) => `${counts[impact] ?? 0} ${impact.toLowerCase()}`,
    );
    console.log(
      `${grave.length} of high or medium impact, ${open.length} open; ${lowly.join(", ")}`,
    );
  }
  for (const name of unread) console.error(`slither could not read ${name}`);
  for (const { detector, finding } of outdated)
    console.error(`Explained, but not found any more: ${detector}: ${finding}`);
  return open.length + outdated.length + unread.length > 0 ? 1 : 0;
});
