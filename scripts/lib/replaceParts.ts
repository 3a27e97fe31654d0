import { KepilError } from "./KepilError";

/** Where a generated part of a document begins and ends; whoever reads the source sees who writes it. */
const PART = /(<!-- generated: (\w+)[^>]*-->)[\s\S]*?(<!-- end of \2 -->)/g;

/**
 * Puts new text between the marks of each generated part of a document.
 *
 * @throws KepilError if a part has no marks in the document, or marks have no part.
 */
export function replaceParts(
  document: string,
  parts: Readonly<Record<string, readonly string[]>>,
): string {
  const seen = new Set<string>();
  const replaced = document.replaceAll(PART, (_all, begin: string, name: string, end: string) => {
    const lines = parts[name];
    if (lines === undefined) throw new KepilError(`Nothing generates the part ${name}`);
    seen.add(name);
    return [begin, "", ...lines, "", end].join("\n");
  });
  const unmarked = Object.keys(parts).filter((name) => !seen.has(name));
  if (unmarked.length > 0) {
    throw new KepilError(`The document has no marks for ${unmarked.join(", ")}`);
  }
  return replaced;
}
