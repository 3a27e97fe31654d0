import { REPORT_FIRST_WORD } from "../lib/hearReports";

/** How solidity-coverage puts the number of what runs on the stack, for its tracer to see. */
const ON_STACK = /abi\.encode\((0x[0-9a-f]{16}|c__[0-9a-f]{8})\);/g;

/** The source that each instrumented source takes the probe from. */
export const PROBE_FILE = "coverage/Probe.sol";

/** Reports the number that is at the start of the memory; pure to the compiler, so that pure functions can call it. */
export const PROBE_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

function coverageProbe() pure {
    asPure(report)();
}

function report() view {
    ${REPORT_FIRST_WORD}
}

function asPure(function() view from) pure returns (function() pure to) {
    assembly ("memory-safe") {
        to := from
    }
}
`;

/** An instrumented source that reports what runs instead of showing it to a tracer; its lines stay where they are. */
export function withProbe(source: string): string {
  const probed = source.replace(ON_STACK, (_, id: string) => {
    // A number given to Solidity would be converted by a function of its own.
    const number = id.startsWith("0x") ? id : `shr(192, ${id})`;
    return `assembly ("memory-safe") { mstore(0, ${number}) } coverageProbe();`;
  });
  return probed === source ? source : `${probed}\nimport { coverageProbe } from "${PROBE_FILE}";\n`;
}
