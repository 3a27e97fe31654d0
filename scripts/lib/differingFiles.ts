import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Paths, below either folder, of the files that are not the same in both; sorted. */
export async function differingFiles(left: string, right: string): Promise<string[]> {
  const [leftFiles, rightFiles] = await Promise.all([readTree(left), readTree(right)]);
  const names = new Set([...leftFiles.keys(), ...rightFiles.keys()]);
  return [...names].filter((name) => leftFiles.get(name) !== rightFiles.get(name)).sort();
}

async function readTree(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async (entry): Promise<[string, string]> => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file), await readFile(file, "utf8")];
      }),
    ),
  );
}
