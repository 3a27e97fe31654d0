import { units } from "./figures";
import type { SweepResult } from "./SoundnessReport";
import type { Summary } from "./Summary";

const COLUMNS = 5;
const PANEL = { width: 220, height: 165 };
const MARGIN = { left: 44, right: 14, top: 26, bottom: 24 };
const LEGEND_HEIGHT = 48;
const SCALE_STEP = 500;

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly dashes: string;
  readonly of: (summary: Summary) => number;
}

const LINES: readonly Line[] = [
  { name: "attackers gain, mean", colour: "#b3261e", dashes: "", of: ({ gain }) => gain.mean },
  {
    name: "attackers gain, at most",
    colour: "#b3261e",
    dashes: "2 3",
    of: ({ gain }) => gain.most,
  },
  {
    name: "honest members lose, mean",
    colour: "#1f5fa8",
    dashes: "6 3",
    of: ({ loss }) => loss.mean,
  },
];

/**
 * Draws what each strategy came to over the values of a sweep: one small plot for each, with a scale of
 * its own, the default marked by a grey bar.
 *
 * @returns an SVG document
 */
export function plotSweep(sweep: SweepResult): string {
  const names = Object.keys(sweep.points[0]?.summaries ?? {});
  const rows = Math.ceil(names.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL.width, rows * PANEL.height + LEGEND_HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>What strategies come to by ${sweep.unit}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    legend(sweep.unit),
    ...names.map((name, index) => {
      const x = (index % COLUMNS) * PANEL.width;
      const y = LEGEND_HEIGHT + Math.floor(index / COLUMNS) * PANEL.height;
      return `<g transform="translate(${x} ${y})">${panel(sweep, name)}</g>`;
    }),
    "</svg>",
    "",
  ].join("\n");
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Round numbers around everything that is drawn, never so near that noise looks like a slope. */
function rangeOf(summaries: readonly Summary[]): Range {
  const figures = summaries.flatMap((summary) => LINES.map((line) => line.of(summary)));
  return {
    least: Math.floor(Math.min(0, ...figures) / SCALE_STEP) * SCALE_STEP,
    most: Math.ceil(Math.max(SCALE_STEP, ...figures) / SCALE_STEP) * SCALE_STEP,
  };
}

function panel({ points }: SweepResult, name: string): string {
  const range = rangeOf(points.flatMap(({ summaries }) => summaries[name] ?? []));
  const x = (index: number): number =>
    MARGIN.left +
    ((PANEL.width - MARGIN.left - MARGIN.right) * index) / Math.max(1, points.length - 1);
  const y = (figure: number): number => {
    const inner = PANEL.height - MARGIN.top - MARGIN.bottom;
    return MARGIN.top + (inner * (range.most - figure)) / (range.most - range.least);
  };
  const base = points.findIndex(({ isDefault }) => isDefault);
  const marks = [range.least, 0, range.most].filter(
    (mark, index, all) => all.indexOf(mark) === index,
  );
  return [
    `<text x="${MARGIN.left}" y="16" font-weight="bold">${name}</text>`,
    `<path stroke="#ddd" stroke-width="6" d="M${fixed(x(base))} ${MARGIN.top}V${PANEL.height - MARGIN.bottom}"/>`,
    ...marks.map(
      (mark) =>
        `<path stroke="#ccc" d="M${MARGIN.left} ${fixed(y(mark))}H${PANEL.width - MARGIN.right}"/>` +
        `<text x="${MARGIN.left - 5}" y="${fixed(y(mark) + 4)}" text-anchor="end" fill="#555">${units(mark)}</text>`,
    ),
    ...points.map(
      ({ label }, index) =>
        `<text x="${fixed(x(index))}" y="${PANEL.height - 8}" text-anchor="middle" fill="#555" font-size="9">${label.replace(" %", "")}</text>`,
    ),
    ...LINES.map(({ colour, dashes, of }) => {
      const places = points.map(({ summaries }, index) => {
        const summary = summaries[name];
        return summary === undefined ? "" : `${fixed(x(index))} ${fixed(y(of(summary)))}`;
      });
      const dashed = dashes === "" ? "" : ` stroke-dasharray="${dashes}"`;
      return `<path fill="none" stroke="${colour}" stroke-width="1.6"${dashed} d="M${places.join("L")}"/>`;
    }),
  ].join("");
}

function legend(unit: string): string {
  const entries = LINES.map(({ name, colour, dashes }, index) => {
    const x = 12 + index * 190;
    return (
      `<path stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}" d="M${x} 34h26"/>` +
      `<text x="${x + 32}" y="38">${name}</text>`
    );
  });
  const mark = 12 + LINES.length * 190;
  return [
    `<text x="12" y="18" font-size="13">Token units by ${unit} (a price is 1,000), each plot with a scale of its own</text>`,
    ...entries,
    `<path stroke="#ddd" stroke-width="6" d="M${mark + 10} 26v16"/>`,
    `<text x="${mark + 20}" y="38">the default</text>`,
  ].join("");
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}
