/** A node of the compiler's syntax tree, as far as mutants look at it. */
export interface Node {
  type: string;
  start: number;
  end: number;
  parent: Node | undefined;
  /** The name of the field of the parent that holds it. */
  role: string;
  children: Node[];
  /** The fields that are no nodes. */
  fields: Readonly<Record<string, unknown>>;
}

/** Makes nodes of the compiler's JSON for one source. */
export function toNode(json: unknown, role = "", parent?: Node): Node | undefined {
  if (typeof json !== "object" || json === null || !("nodeType" in json)) return undefined;
  const { nodeType, src, ...fields } = json as { nodeType: string; src: string };
  const [start = 0, length = 0] = src.split(":").map(Number);
  const node: Node = {
    type: nodeType,
    start,
    end: start + length,
    parent,
    role,
    children: [],
    fields,
  };
  for (const [name, value] of Object.entries(fields)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const child = toNode(item, name, node);
      if (child !== undefined) node.children.push(child);
    }
  }
  return node;
}

/** A node and all below it. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The child that a field holds. */
export function child(node: Node, role: string): Node | undefined {
  return node.children.find((candidate) => candidate.role === role);
}

const STATEMENTS = new Set([
  "ExpressionStatement",
  "VariableDeclarationStatement",
  "Return",
  "RevertStatement",
  "EmitStatement",
  "Break",
  "Continue",
  "IfStatement",
  "ForStatement",
  "WhileStatement",
  "TryStatement",
  "PlaceholderStatement",
]);

const EXPRESSIONS = new Set([
  "Assignment",
  "BinaryOperation",
  "Conditional",
  "FunctionCall",
  "FunctionCallOptions",
  "Identifier",
  "IndexAccess",
  "Literal",
  "MemberAccess",
  "TupleExpression",
  "UnaryOperation",
]);

/** Whether it is a statement, a block excepted. */
export function isStatement(node: Node): boolean {
  return STATEMENTS.has(node.type);
}

/** Whether it is a value, so that a choice between two such can stand in its place. */
export function isValue(node: Node): boolean {
  if (!EXPRESSIONS.has(node.type) || node.fields["lValueRequested"] === true) return false;
  // What is called, emitted or thrown, and types, are none; nor is what another part is picked from.
  if (/^t_(function|magic|type|event|error)/.test(typeOf(node))) return false;
  // A number written out has no type of its own until it meets one: a choice would give it another.
  const isNumber = typeOf(node).startsWith("t_rational");
  if (isNumber && !["initialValue", "arguments"].includes(node.role)) return false;
  return !["eventCall", "errorCall", "baseExpression", "leftHandSide"].includes(node.role);
}

/** Whether an operation takes its type from a value. */
export function isOperand({ parent }: Node): boolean {
  if (parent === undefined) return false;
  if (parent.type === "BinaryOperation") return true;
  return (
    ["TupleExpression", "UnaryOperation", "Conditional"].includes(parent.type) && isOperand(parent)
  );
}

/** The compiler's name of an expression's type. */
function typeOf(node: Node): string {
  const types = node.fields["typeDescriptions"] as { typeIdentifier?: string } | undefined;
  return types?.typeIdentifier ?? "";
}

/** Whether a variable that refers to storage or calldata is set by a statement, or given back. */
export function setsReference(statement: Node): boolean {
  if (statement.type === "Return") {
    const results = child(functionOf(statement), "returnParameters")?.children ?? [];
    return results.some(({ fields }) => /storage|calldata/.test(String(fields["storageLocation"])));
  }
  const expression = statement.children[0];
  const target = expression && child(expression, "leftHandSide");
  return (
    target !== undefined &&
    [target, ...target.children].some((node) => /_(storage|calldata)_ptr/.test(typeOf(node)))
  );
}

function functionOf(statement: Node): Node {
  let node = statement;
  while (node.type !== "FunctionDefinition" && node.parent !== undefined) node = node.parent;
  return node;
}

const LEAVES = new Set(["Return", "Break", "Continue", "PlaceholderStatement"]);

/**
 * Where the run of statements begins that a statement is part of: those that run whenever the first
 * one has run and nothing has reverted.
 */
export function runOf(statement: Node): number {
  const { parent } = statement;
  if (parent?.type !== "Block") return statement.start;
  let { start } = statement;
  for (const before of parent.children.slice(0, parent.children.indexOf(statement)).reverse()) {
    if ([...walk(before)].some(({ type }) => LEAVES.has(type))) break;
    ({ start } = before);
  }
  return start;
}
