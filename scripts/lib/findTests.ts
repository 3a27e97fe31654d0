import ts from "typescript";

/** A test that runs: one that is not skipped, nor inside a skipped suite. */
export interface FoundTest {
  line: number;
  /** The titles of its suites and its own, joined by a blank; `…` stands for each value put into a title. */
  title: string;
}

const SUITES = new Set(["describe", "context", "suite"]);
/** What a title shows where the source has an expression. */
const VALUE = "…";
const TESTS = new Set(["it", "specify", "test"]);

/** Finds mocha's tests in a TypeScript source, those in shared behaviours included. */
export function findTests(fileName: string, source: string): FoundTest[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const tests: FoundTest[] = [];

  const visit = (node: ts.Node, suites: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? testCall(node) : undefined;
    if (call === undefined) {
      ts.forEachChild(node, (child) => {
        visit(child, suites);
      });
      return;
    }
    if (call.skipped) return;

    const titles = [...suites, call.title];
    if (TESTS.has(call.callee)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      tests.push({ line: line + 1, title: titles.join(" ") });
    } else {
      ts.forEachChild(node, (child) => {
        visit(child, titles);
      });
    }
  };
  visit(file, []);
  return tests;
}

interface TestCall {
  callee: string;
  skipped: boolean;
  title: string;
}

function testCall(call: ts.CallExpression): TestCall | undefined {
  const [titleNode, body] = call.arguments;
  const { expression } = call;
  const modified = ts.isPropertyAccessExpression(expression);
  const callee = (modified ? expression.expression : expression).getText();
  if (titleNode === undefined || !(SUITES.has(callee) || TESTS.has(callee))) return undefined;

  // A test without a body is pending.
  const skipped = body === undefined || (modified && expression.name.text === "skip");
  return { callee, skipped, title: literalText(titleNode) };
}

function literalText(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => VALUE + span.literal.text).join("");
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return literalText(node.left) + literalText(node.right);
  }
  return VALUE;
}
