import { createHash } from "node:crypto";

import type { Change, Mutant, Place } from "./Mutant";
import { isOperand, isStatement, isValue, runOf, setsReference, walk, type Node } from "./Node";
import { changesOf } from "./operators";

/** A change as slither-mutate lists it. */
export interface Patch {
  file: string;
  operator: string;
  start: number;
  old: string;
  new: string;
}

/**
 * What is taken from the syntax tree alone: slither-mutate changes headers so that they do not
 * compile, and finds conditions and initial values by cutting text.
 */
const NOT_AS_LISTED = new Set(["FHR", "MIA", "MVIE", "MVIV"]);

/**
 * The mutants of a source: what slither-mutate lists, and what its operators make besides.
 *
 * A change that cannot compile wherever it stands, says the same as another, or says what the
 * original says, is left out.
 */
export function findMutants(
  file: string,
  source: string,
  root: Node,
  patches: readonly Patch[],
): Mutant[] {
  const found = new Map<string, Mutant>();
  const changes = [
    ...patches.flatMap((patch) => changeOf(patch, source) ?? []),
    ...changesOf(root, source),
  ];
  for (const change of changes) {
    const mutant = placed(file, source, root, change);
    if (mutant === undefined || isSame(mutant)) continue;
    const name = `${mutant.place} ${mutant.start} ${mutant.end} ${mutant.replacement}`;
    if (!found.has(name)) found.set(name, mutant);
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Where slither-mutate's change is: its offsets are those of a part when the text is the whole. */
function changeOf(patch: Patch, source: string): Change | undefined {
  const { operator, old } = patch;
  if (NOT_AS_LISTED.has(operator)) return undefined;
  const start = source.lastIndexOf(old, patch.start);
  if (start < 0 || start + old.length < patch.start) return undefined;
  const whole = { operator, start, end: start + old.length };
  if (operator === "RR") return { kind: "revert", ...whole, text: "" };
  if (operator === "CR") return { kind: "remove", ...whole, text: "" };

  let head = 0;
  while (head < old.length && old[head] === patch.new[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, patch.new.length) - head;
  while (tail < most && old.at(-1 - tail) === patch.new.at(-1 - tail)) tail++;
  return {
    operator,
    kind: "replace",
    start: start + head,
    end: start + old.length - tail,
    text: patch.new.slice(head, patch.new.length - tail),
  };
}

function placed(file: string, source: string, root: Node, change: Change): Mutant | undefined {
  const around = holders(root, change);
  const statement = around.findLast(isStatement);
  const mutant = (place: Place, { start, end }: Range, replacement: string): Mutant => {
    const original = source.slice(start, end);
    const key = createHash("sha256")
      .update([file, source, place, start, end, replacement].join("\0"))
      .digest("hex")
      .slice(0, 16);
    const line = source.slice(0, change.start).split("\n").length;
    const { operator } = change;
    const declares = statement?.type === "VariableDeclarationStatement";
    const run = statement === undefined ? start : runOf(statement);
    return { key, file, line, operator, place, declares, run, start, end, original, replacement };
  };

  if (change.kind !== "replace") {
    if (statement === undefined || !covers(change, statement, source)) return undefined;
    if (change.kind === "unset") return mutant("default", statement, change.text);
    if (["initializationExpression", "loopExpression"].includes(statement.role)) return undefined;
    if (change.kind === "revert") {
      return statement.type === "PlaceholderStatement"
        ? undefined
        : mutant("revert", statement, "revert()");
    }
    // Without its declaration or its reference, a variable that is used does not compile.
    if (statement.type === "VariableDeclarationStatement" || setsReference(statement)) {
      return undefined;
    }
    return mutant("remove", statement, "");
  }

  const value = around.findLast(isValue);
  const constant = around.some(
    ({ type, fields }) => type === "VariableDeclaration" && fields["constant"] === true,
  );
  if (value !== undefined && statement !== undefined && !constant) {
    const { start, end } = value;
    const text = source.slice(start, change.start) + change.text + source.slice(change.end, end);
    // A choice between numbers of two sizes has the greater one, and so would what is done with it.
    const isSize = change.operator === "SBR" && /\bu?int\d+\(/.test(text);
    if (isSize && isOperand(value)) return mutant("text", change, change.text);
    const isCall = value.type === "FunctionCall" && value.parent?.type === "ExpressionStatement";
    return mutant(isCall ? "instead" : "value", value, text);
  }
  return mutant("text", change, change.text);
}

interface Range {
  start: number;
  end: number;
}

/** The nodes that hold a range, the widest first. */
function holders(root: Node, { start, end }: Range): Node[] {
  return [...walk(root)]
    .filter((node) => node.start <= start && node.end >= end)
    .filter((node) => start < end || (node.start < start && node.end > end));
}

/** Whether a range is a whole statement, its semicolon and blanks aside. */
function covers(range: Range, statement: Node, source: string): boolean {
  const bare = (text: string): string => text.replace(/[\s;]/g, "");
  return (
    bare(source.slice(range.start, range.end)) ===
    bare(source.slice(statement.start, statement.end))
  );
}

/** Whether a mutant says what the original says. */
function isSame({ operator, place, original, replacement }: Mutant): boolean {
  if (replacement === original) return true;
  if (place === "default") return /=\s*(0|false)$/.test(original);
  if (operator === "UOR") return original.replace(/^(\W+)(\w+)$/, "$2$1") === replacement;
  if (operator === "ROR") return sameAtLeastValue(original, replacement);
  if (operator === "SBR" && place === "text") return replacement.includes("immutable");
  return false;
}

/** Comparisons with the least value of a type say the same in pairs: no contract uses signed numbers. */
const SAME_AT_LEAST_VALUE: Readonly<Record<string, string>> = {
  "==": "<=",
  "<=": "==",
  "!=": ">",
  ">": "!=",
};

function sameAtLeastValue(original: string, replacement: string): boolean {
  const parts =
    /^((?:[^=<>!]|<<|>>)*) (==|<=|!=|>) (0|address\(0\)|[\w.]+\.None|Side\.Provider)$/s.exec(
      original,
    );
  if (parts === null) return false;
  const [, left = "", operator = "", right = ""] = parts;
  return replacement === `${left} ${SAME_AT_LEAST_VALUE[operator] ?? ""} ${right}`;
}
