import { expect } from "chai";

import { PROBE_FILE, withProbe } from "../../../scripts/coverage/probe";

const IMPORT = `import { coverageProbe } from "${PROBE_FILE}";`;

describe("withProbe", () => {
  it("reports a number that solidity-coverage writes down, and leaves every line where it is", () => {
    const source =
      "function buy() pure {\nabi.encode(0x0123456789abcdef);  /* line */ \nsold++;\n}";

    expect(withProbe(source).split("\n")).to.deep.equal([
      "function buy() pure {",
      'assembly ("memory-safe") { mstore(0, 0x0123456789abcdef) } coverageProbe();  /* line */ ',
      "sold++;",
      "}",
      IMPORT,
      "",
    ]);
  });

  it("reports a number that it passes on as the first eight bytes of a word", () => {
    expect(withProbe("abi.encode(c__0123abcd); return true;")).to.equal(
      `assembly ("memory-safe") { mstore(0, shr(192, c__0123abcd)) } coverageProbe(); return true;\n${IMPORT}\n`,
    );
  });

  it("leaves alone what is no probe", () => {
    const source = "bytes memory change = abi.encode(governor_);";

    expect(withProbe(source)).to.equal(source);
  });
});
