import type { Change } from "./Mutant";
import { child, isStatement, walk, type Node } from "./Node";

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  AOR: ["+", "-", "*", "/", "%"],
  BOR: ["&", "|", "^", "<<", ">>"],
  LOR: ["&&", "||"],
  ROR: ["<", ">", "<=", ">=", "==", "!="],
};

const ASSIGNMENTS = ["=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>="];

/**
 * The changes of slither-mutate's operators that its way of cutting a statement's text in two misses
 * or spoils: in expressions with an operator twice, with operators of the project's own, and in
 * functions that Slither cannot read.
 */
export function* changesOf(root: Node, source: string): Generator<Change> {
  for (const node of walk(root)) {
    if (node.type === "BinaryOperation") yield* otherOperators(node, source);
    if (node.type === "Assignment") yield* otherAssignments(node, source);
    if (node.type === "Conditional" || node.type === "IfStatement")
      yield* otherConditions(node, source);
    if (node.type === "VariableDeclarationStatement") yield* noInitialValue(node, source);
    if (isStatement(node)) {
      const whole = { start: node.start, end: node.end, text: "" };
      yield { operator: "CR", kind: "remove", ...whole };
      if (node.type !== "RevertStatement") yield { operator: "RR", kind: "revert", ...whole };
    }
  }
}

function* otherOperators(node: Node, source: string): Generator<Change> {
  const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
  const operator = String(node.fields["operator"]);
  if (left === undefined || right === undefined) return;
  const start = source.indexOf(operator, left.end);
  for (const [name, members] of Object.entries(CLASSES)) {
    if (!members.includes(operator)) continue;
    for (const text of members.filter((other) => other !== operator)) {
      yield { operator: name, kind: "replace", start, end: start + operator.length, text };
    }
  }
}

function* otherAssignments(node: Node, source: string): Generator<Change> {
  const left = child(node, "leftHandSide");
  const operator = String(node.fields["operator"]);
  if (left === undefined || operator === "=") return;
  const start = source.indexOf(operator, left.end);
  for (const text of ASSIGNMENTS.filter((other) => other !== operator)) {
    yield { operator: "ASOR", kind: "replace", start, end: start + operator.length, text };
  }
}

function* otherConditions(node: Node, source: string): Generator<Change> {
  const condition = child(node, "condition");
  if (condition === undefined) return;
  const { start, end } = condition;
  for (const text of ["true", "false", `!(${source.slice(start, end)})`]) {
    yield { operator: "MIA", kind: "replace", start, end, text };
  }
}

function* noInitialValue(node: Node, source: string): Generator<Change> {
  const declarations = node.children.filter(({ role }) => role === "declarations");
  const [variable] = declarations;
  const value = child(node, "initialValue");
  const isTuple = (node.fields["assignments"] as unknown[]).length > 1;
  if (variable === undefined || value === undefined || isTuple) return;
  if (variable.fields["storageLocation"] === "storage") return;
  const operator = value.type === "Literal" ? "MVIV" : "MVIE";
  const text = source.slice(variable.start, variable.end);
  yield { operator, kind: "unset", start: node.start, end: node.end, text };
}
