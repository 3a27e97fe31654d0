import { expect } from "chai";

import { readStorageLayout } from "../support/storageLayout";

describe("Charter storage", () => {
  it("<CHA-3> keeps clock, version and the rules of a vouch in one slot", async () => {
    const { variables } = await readStorageLayout("contracts/Charter.sol", "Charter");

    expect(variables).to.deep.equal({
      _clock: { slot: 0, offset: 0 },
      governor: { slot: 1, offset: 0 },
      guardian: { slot: 2, offset: 0 },
      membership: { slot: 3, offset: 0 },
      _parametersOf: { slot: 4, offset: 0 },
      _changes: { slot: 5, offset: 0 },
    });
  });

  it("<CHA-2> keeps a parameter set in two slots", async () => {
    const { structs } = await readStorageLayout("contracts/Charter.sol", "Charter");

    const slots = Object.values(structs["ICharter.Parameters"] ?? {}).map(({ slot }) => slot);
    expect(slots).to.deep.equal([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
  });
});
