import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { format } from "prettier";

import { plotSweep } from "./plotSweep";
import { renderDoc } from "./renderDoc";
import type { SoundnessReport } from "./SoundnessReport";

const LINE_WIDTH = 120;

/**
 * Writes `soundness.md` and its plots.
 *
 * @returns the paths written
 */
export async function writeDocs(report: SoundnessReport, folder: string): Promise<string[]> {
  const plots = path.join(folder, "soundness");
  await mkdir(plots, { recursive: true });
  const doc = path.join(folder, "soundness.md");
  const text = await format(renderDoc(report), {
    parser: "markdown",
    printWidth: LINE_WIDTH,
    proseWrap: "always",
  });
  const files = new Map([[doc, text]]);
  for (const sweep of report.sweeps) {
    files.set(path.join(plots, `${sweep.name}.svg`), plotSweep(sweep));
  }
  for (const [file, content] of files) await writeFile(file, content);
  return [...files.keys()];
}
