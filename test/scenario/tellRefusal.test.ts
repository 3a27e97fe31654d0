import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import path from "node:path";

import { ProtocolError } from "../../scripts/lib/errors";
import { Directory } from "../../scripts/scenario/Directory";
import { readScenario } from "../../scripts/scenario/readScenario";
import { tellRefusal } from "../../scripts/scenario/tellRefusal";

describe("tellRefusal", () => {
  const names = new Directory(readScenario(path.join(__dirname, "everything.json")));
  names.addMember(7n, "Gina");
  names.addChain(1n << 24n, "settled");
  const teller = { names, dayOf: () => 0 };

  it("tells an error by its own arguments where two contracts have one of its name", () => {
    const ofTrade = new ProtocolError("NotAParty", { chain: 1n << 24n, stage: 0n, caller: 7n });
    const ofCourt = new ProtocolError("NotAParty", { caller: 7n });

    expect(tellRefusal(ofTrade, teller)).to.equal(
      "NotAParty (chain settled, stage settled/one, caller Gina)",
    );
    expect(tellRefusal(ofCourt, teller)).to.equal("NotAParty (caller Gina)");
  });

  it("tells a name that is kept in a word", () => {
    const refusal = new ProtocolError("StageFieldOutOfRange", {
      stage: 0n,
      field: encodeBytes32String("providerBond"),
      value: 5n,
      min: 0n,
      max: 4n,
    });

    expect(tellRefusal(refusal, teller)).to.equal(
      "StageFieldOutOfRange (stage 0, field providerBond, value 5, min 0, max 4)",
    );
  });

  it("tells a digest as it is", () => {
    // The last byte of one digest in 256 is zero, like that of a name.
    for (const change of [id("a change"), `${id("a change").slice(0, -2)}00`]) {
      expect(tellRefusal(new ProtocolError("NoSuchChange", { change }), teller)).to.equal(
        `NoSuchChange (change ${change})`,
      );
    }
  });

  it("tells which pledge was asked for where nobody stands surety", () => {
    const refusal = new ProtocolError("NoSuchPledge", { pledge: 0n });

    expect(tellRefusal(refusal, teller)).to.equal("NoSuchPledge (pledge that nobody gave)");
    expect(tellRefusal(refusal, teller, { principal: "David", guarantor: "Gina" })).to.equal(
      "NoSuchPledge (pledge that Gina never gave for David)",
    );
  });
});
