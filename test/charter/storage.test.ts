import { expect } from "chai";

import { readStorageLayout } from "../support/storageLayout";

describe("Charter storage", () => {
  it("<CHA-3> answers clock and version with one slot", async () => {
    const { variables, structs } = await readStorageLayout("contracts/Charter.sol", "Charter");

    expect(variables).to.deep.equal({
      _clock: { slot: 0, offset: 0 },
      governor: { slot: 1, offset: 0 },
      guardian: { slot: 2, offset: 0 },
      membership: { slot: 3, offset: 0 },
      _parametersOf: { slot: 4, offset: 0 },
      _changes: { slot: 5, offset: 0 },
    });
    expect(structs["PausableClock.State"]).to.deep.equal({
      pauseStart: { slot: 0, offset: 0 },
      pauseEnd: { slot: 0, offset: 5 },
      frozen: { slot: 0, offset: 10 },
      version: { slot: 0, offset: 15 },
    });
  });

  it("<CHA-2> keeps a parameter set in two slots", async () => {
    const { structs } = await readStorageLayout("contracts/Charter.sol", "Charter");

    const slots = Object.values(structs["ICharter.Parameters"] ?? {}).map(({ slot }) => slot);
    expect(slots).to.deep.equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });
});
