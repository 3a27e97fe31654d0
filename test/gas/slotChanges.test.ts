import { expect } from "chai";

import { slotChanges } from "../../scripts/gas/trace/slotChanges";
import type { SlotAccess, WriteKind } from "../../scripts/gas/trace/Trace";

function write(slot: bigint, kind: WriteKind, value: bigint, address = "vault"): SlotAccess {
  return { address, slot, cold: false, write: { kind, value } };
}

const kindsOf = (...accesses: SlotAccess[]): string[] =>
  slotChanges(accesses).map(({ address, slot, kind }) => `${address} ${slot} ${kind}`);

describe("slotChanges", () => {
  it("tells what has become of a slot in the end, whatever was in it between", () => {
    expect(
      kindsOf(
        write(1n, "fresh", 5n),
        write(2n, "changed", 0n),
        write(3n, "changed", 4n),
        write(1n, "later", 6n),
        write(2n, "later", 7n),
        write(3n, "later", 0n),
      ),
    ).to.eql(["vault 1 created", "vault 2 changed", "vault 3 cleared"]);
  });

  it("leaves out what was only read, written as it was, or is empty again", () => {
    expect(
      kindsOf(
        { address: "vault", slot: 1n, cold: true },
        write(2n, "unchanged", 5n),
        write(3n, "fresh", 5n),
        write(3n, "later", 0n),
      ),
    ).to.eql([]);
  });

  it("keeps the slots of contracts apart", () => {
    expect(kindsOf(write(1n, "fresh", 1n), write(1n, "changed", 0n, "graph"))).to.eql([
      "vault 1 created",
      "graph 1 cleared",
    ]);
  });
});
