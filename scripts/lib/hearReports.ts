/** The address whose calls the network tells of, with the word that they are called with. */
export const REPORTER = "0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE";

/** The parts of Hardhat's in-process network that tell of calls; not of its public interface. */
export interface ReportingNetwork {
  _providerConfig: {
    observability: {
      codeCoverage?: { onCollectedCoverageCallback: (reports: Uint8Array[]) => Promise<void> };
    };
  };
  request: (call: { method: string; params?: unknown[] }) => Promise<unknown>;
}

/** Inline assembly that reports the first word of the memory. Solidity does not take it for pure. */
export const REPORT_FIRST_WORD = `assembly ("memory-safe") {
        pop(staticcall(gas(), ${REPORTER}, 0, 32, 0, 0))
    }`;

/** What a network is configured with to tell what contracts report, each word once a request. */
export function reportingTo(
  onReport: (word: Uint8Array) => void,
): ReportingNetwork["_providerConfig"]["observability"] {
  return {
    codeCoverage: {
      onCollectedCoverageCallback: async (words) => {
        words.forEach(onReport);
        return Promise.resolve();
      },
    },
  };
}

/** Has the network tell what contracts report, and start anew. */
export async function hearReports(
  network: ReportingNetwork,
  onReport: (word: Uint8Array) => void,
): Promise<void> {
  network._providerConfig.observability = reportingTo(onReport);
  await network.request({ method: "hardhat_reset" });
}
