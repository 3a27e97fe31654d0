import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";

import { BondRole, bondId } from "../../scripts/lib/names";
import { newStorageSlots } from "./newStorageSlots";
import { CHAIN, deployVault, deployWorkedExample } from "./vaultFixture";

describe("The storage of a draw", () => {
  for (const [title, act] of [
    ["draw", ({ asTrade, bondOf100, harmed }) => asTrade.draw(bondOf100, 70n, harmed.id)],
    [
      "draw of everything",
      ({ asTrade, bondOf100, harmed }) => asTrade.draw(bondOf100, 100n, harmed.id),
    ],
    [
      "drawToEscrow",
      ({ asTrade, bondOf100 }) =>
        asTrade.drawToEscrow(bondOf100, 70n, bondId(CHAIN, 0, BondRole.Receiver)),
    ],
    ["drawOwn", ({ asTrade, bondOf100, harmed }) => asTrade.drawOwn(bondOf100, 40n, harmed.id)],
  ] as const satisfies [
    string,
    (
      fixture: Awaited<ReturnType<typeof deployWorkedExample>>,
    ) => Promise<ContractTransactionResponse>,
  ][]) {
    it(`<COV-6> has no new slot after ${title}`, async () => {
      const fixture = await loadFixture(deployWorkedExample);

      const { hash } = await act(fixture);

      expect(await newStorageSlots(hash)).to.deep.equal([]);
    });
  }

  it("<COV-6> is watched by a test that sees the new slot of a first deposit", async () => {
    const { vault, token, stranger, fund } = await loadFixture(deployVault);
    await fund(stranger, 1n);

    const { hash } = await vault.connect(stranger).deposit(7n, 1n);

    const addresses = (await newStorageSlots(hash)).map(({ address }) => address);
    expect(addresses.sort()).to.deep.equal(
      [await vault.getAddress(), await token.getAddress()].sort(),
    );
  });
});
