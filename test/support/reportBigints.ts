// A worker of the test runner sends a failed test as JSON, and amounts are bigints: without this the whole file would
// fail with "Do not know how to serialize a BigInt" in place of the assertion.
Object.defineProperty(BigInt.prototype, "toJSON", {
  value(this: bigint): string {
    return `${this}n`;
  },
});
