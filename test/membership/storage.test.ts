import { expect } from "chai";

import { readStorageLayout, type StorageLayout } from "../support/storageLayout";

const read = (): Promise<StorageLayout> =>
  readStorageLayout("contracts/Membership.sol", "Membership");

describe("Membership storage", () => {
  it("<MEM-1> keeps a member in one slot", async () => {
    const { structs } = await read();

    expect(structs["IMembership.Member"]).to.deep.equal({
      wallet: { slot: 0, offset: 0 },
      state: { slot: 0, offset: 20 },
      recoveryDelay: { slot: 0, offset: 21 },
      newestTrusted: { slot: 0, offset: 25 },
    });
  });

  it("<MEM-7> keeps a recovery in one slot", async () => {
    const { structs } = await read();

    expect(structs["IMembership.Recovery"]).to.deep.equal({
      wallet: { slot: 0, offset: 0 },
      executableAt: { slot: 0, offset: 20 },
      pairVersion: { slot: 0, offset: 25 },
      proposer: { slot: 0, offset: 28 },
    });
  });

  it("<MEM-8> keeps the register in one slot", async () => {
    const { structs } = await read();

    expect(structs["IMembership.Standing"]).to.deep.equal({
      defaults: { slot: 0, offset: 0 },
      faultPaid: { slot: 0, offset: 4 },
      overdue: { slot: 0, offset: 16 },
      excused: { slot: 0, offset: 20 },
      principalsLost: { slot: 0, offset: 24 },
      recourseOpened: { slot: 0, offset: 28 },
    });
  });

  it("<MEM-1> reads the graph and the last number, which an application needs, from one slot", async () => {
    const { variables } = await read();

    expect(variables["graph"]?.slot).to.equal(variables["memberCount"]?.slot);
  });

  it("<CHA-3> keeps its copy of the clock in one slot of its own", async () => {
    const { variables } = await read();

    const { _clock: clock, ...others } = variables;
    expect(clock).to.deep.equal({ slot: 0, offset: 0 });
    expect(Object.values(others).map(({ slot }) => slot)).not.to.include(0);
  });
});
