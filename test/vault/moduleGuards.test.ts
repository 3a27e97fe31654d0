import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import type { CoverVault } from "../../typechain-types";
import { CHAIN, DISPUTE, deployVault } from "./vaultFixture";

const PLEDGE = pledgeId(1n, 0, 1n);
const BOND = bondId(CHAIN, 0, BondRole.Provider);

/** Every function that only one module may call, with arguments that would otherwise do something. */
const GUARDED = {
  graph: {
    lockPledge: [PLEDGE, 2n, 0n, 2n ** 40n - 1n, 0n, 0n],
    increasePledge: [PLEDGE, 0n],
    decreasePledge: [PLEDGE, 0n],
    renewPledge: [PLEDGE, 2n ** 40n - 1n],
    endPledge: [PLEDGE],
  },
  trade: {
    commit: [1n, [{ bond: BOND, price: 0n, amount: 0n }], 0n, 0n],
    draw: [BOND, 0n, 1n],
    drawToEscrow: [BOND, 0n, BOND],
    drawOwn: [BOND, 0n, 1n],
    pay: [BOND, []],
    release: [BOND, 1n],
    settle: [BOND, 1n, BOND, 2n, []],
  },
  court: {
    takeFee: [DISPUTE, 1n, ZeroAddress, 0n],
    payFee: [DISPUTE, 1n, 0n],
  },
} as const;

type Module = keyof typeof GUARDED;

function calldataOf(vault: CoverVault, name: string, args: readonly unknown[]): string {
  return vault.interface.encodeFunctionData(name as "release", args as unknown as [bigint, bigint]);
}

describe("CoverVault functions for modules", () => {
  for (const owner of Object.keys(GUARDED) as Module[]) {
    for (const [name, args] of Object.entries<readonly unknown[]>(GUARDED[owner])) {
      describe(name, () => {
        it("<CHA-5> refuses a stranger, a member, the deployer, the governor and the other modules", async () => {
          const fixture = await loadFixture(deployVault);
          const { vault, deployer, governor, guardian, stranger, principal } = fixture;
          const modules = {
            graph: fixture.graphWallet,
            trade: fixture.tradeWallet,
            court: fixture.courtWallet,
          };
          const others = (Object.keys(modules) as Module[])
            .filter((module) => module !== owner)
            .map((module) => modules[module]);

          for (const caller of [
            stranger,
            principal.wallet,
            deployer,
            governor,
            guardian,
            ...others,
          ]) {
            await expect(caller.sendTransaction({ to: vault, data: calldataOf(vault, name, args) }))
              .to.be.revertedWithCustomError(vault, "NotModule")
              .withArgs(caller.address);
          }
        });

        it("<REL-1> refuses the forwarder, even when it speaks for the right module", async () => {
          const fixture = await loadFixture(deployVault);
          const { vault, forwarder, impersonate } = fixture;
          const module = {
            graph: fixture.graphWallet,
            trade: fixture.tradeWallet,
            court: fixture.courtWallet,
          }[owner];
          const asForwarder = await impersonate(forwarder);

          await expect(
            asForwarder.sendTransaction({
              to: vault,
              data: calldataOf(vault, name, args) + module.address.slice(2).toLowerCase(),
            }),
          )
            .to.be.revertedWithCustomError(vault, "NotModule")
            .withArgs(asForwarder.address);
        });
      });
    }
  }
});
