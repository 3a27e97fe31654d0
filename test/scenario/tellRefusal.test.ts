import { expect } from "chai";
import path from "node:path";

import { ProtocolError } from "../../scripts/lib/errors";
import { Directory } from "../../scripts/scenario/Directory";
import { readScenario } from "../../scripts/scenario/readScenario";
import { tellRefusal } from "../../scripts/scenario/tellRefusal";

describe("tellRefusal", () => {
  it("tells an error by its own arguments where two contracts have one of its name", () => {
    const names = new Directory(readScenario(path.join(__dirname, "everything.json")));
    names.addMember(7n, "Gina");
    names.addChain(1n << 24n, "settled");
    const teller = { names, dayOf: () => 0 };

    const ofTrade = new ProtocolError("NotAParty", { chain: 1n << 24n, stage: 0n, caller: 7n });
    const ofCourt = new ProtocolError("NotAParty", { caller: 7n });

    expect(tellRefusal(ofTrade, teller)).to.equal(
      "NotAParty (chain settled, stage settled/one, caller Gina)",
    );
    expect(tellRefusal(ofCourt, teller)).to.equal("NotAParty (caller Gina)");
  });
});
