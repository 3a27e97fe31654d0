import type { Context } from "mocha";

/** What an assertion compared; its message says it in words. */
interface Compared extends Error {
  actual?: unknown;
  expected?: unknown;
}

/**
 * A worker of the test runner sends a failed test as JSON, and amounts are bigints: without this the whole file would
 * fail with "Do not know how to serialize a BigInt" in place of the assertion.
 */
export const mochaHooks = {
  afterEach(this: Context): void {
    const failed: Compared | undefined = this.currentTest?.err;
    delete failed?.actual;
    delete failed?.expected;
  },
};
