import { KepilError } from "../lib/KepilError";

/**
 * Puts tables into a document, between `<!-- table: NAME -->` and `<!-- end -->`.
 *
 * @param tables The lines of each table, by its name
 * @throws KepilError when the document has a place for a table that is not given, or none for one that is.
 */
export function insertTables(
  document: string,
  tables: Readonly<Record<string, readonly string[]>>,
): string {
  const placed = new Set<string>();
  const text = document.replace(
    /(<!-- table: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g,
    (_whole, begin: string, name: string, end: string) => {
      const lines = tables[name];
      if (lines === undefined) throw new KepilError(`There is no table ${name}`);
      placed.add(name);
      return `${begin}\n${lines.join("\n")}\n\n${end}`;
    },
  );
  const missing = Object.keys(tables).filter((name) => !placed.has(name));
  if (missing.length > 0) throw new KepilError(`No place for the tables ${missing.join(", ")}`);
  return text;
}
