import { expect } from "chai";

import { ICoverVault__factory } from "../../typechain-types";
import { decodeEvents } from "../../scripts/replay/decodeEvents";

describe("decodeEvents", () => {
  const vault = ICoverVault__factory.createInterface();
  const log = (
    name: "PledgeDrawn" | "Deposited",
    values: unknown[],
  ): { address: string; topics: string[]; data: string } => ({
    address: "0x",
    ...vault.encodeEventLog(vault.getEvent(name), values),
  });

  it("decodes what the replay acts on, and leaves the rest out", () => {
    const logs = [
      log("Deposited", [1n, `0x${"a".repeat(40)}`, 5n]),
      log("PledgeDrawn", [4_294_967_297n, 2n, 15n, 10n, 1n]),
    ];

    expect(decodeEvents([{ gasUsed: 1, logs }])).to.deep.equal([
      {
        name: "PledgeDrawn",
        pledge: 4_294_967_297n,
        guarantor: 2n,
        amount: 15n,
        own: 10n,
        level: 1n,
      },
    ]);
  });

  it("passes over logs without a topic", () => {
    expect(
      decodeEvents([{ gasUsed: 1, logs: [{ address: "0x", topics: [], data: "0x" }] }]),
    ).to.deep.equal([]);
  });
});
