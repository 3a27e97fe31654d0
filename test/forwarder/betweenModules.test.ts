import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";
import { type BaseContract, concat } from "ethers";
import { ethers } from "hardhat";

import { disputeId } from "../../scripts/lib/names";
import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import { type Community, deployCommunity, TOKEN } from "../support/community";
import { BETWEEN_MODULES, zeroArguments } from "../support/privileged";

const FAR = 2n ** 48n - 1n;

/** A community whose court is a wallet, so that the court itself could sign requests. */
async function deployWithCourtWallet(): Promise<Community & { courtWallet: HardhatEthersSigner }> {
  const courtWallet = (await ethers.getSigners()).at(-1);
  if (courtWallet === undefined) throw new Error("The network has too few accounts");
  const community = await deployCommunity({ substitutes: { court: courtWallet } });
  return { ...community, courtWallet };
}

describe("calls between modules", () => {
  for (const [name, functions] of Object.entries(BETWEEN_MODULES)) {
    for (const functionName of functions) {
      it(`<REL-1> ${name}.${functionName} takes no forwarded call for a module's`, async () => {
        const community = await loadFixture(deployCommunity);
        const { forwarder, founders } = community;
        const module: BaseContract = community[name as keyof typeof BETWEEN_MODULES];
        const to = await module.getAddress();
        const { fragment } = module.getFunction(functionName);
        const data = module.interface.encodeFunctionData(fragment, zeroArguments(fragment));
        const [anna] = founders;

        // Data that ends with a module's address, as if that module had signed.
        for (const pretended of [community.trade, community.graph, community.vault, forwarder]) {
          const request = await signForwardRequest(forwarder, anna.wallet, {
            to,
            data: concat([data, await pretended.getAddress()]),
            deadline: FAR,
          });
          await expect(forwarder.execute(request)).to.be.revertedWithCustomError(
            forwarder,
            "FailedCall",
          );
          // Why it failed, which the forwarder does not pass on.
          await expect(
            ethers.provider.call({
              to,
              from: await forwarder.getAddress(),
              data: concat([data, await pretended.getAddress()]),
            }),
          )
            .to.be.revertedWithCustomError(module, "NotModule")
            .withArgs(await forwarder.getAddress());
        }
      });
    }
  }

  describe("given a module that could sign", () => {
    it("<REL-1> listens to its own calls and not to its signed ones", async () => {
      const { vault, forwarder, courtWallet, founders, deposit, sign } = await withSign();
      const [anna] = founders;
      await deposit(anna, TOKEN);
      const dispute = disputeId(1n << 24n, 0);
      const data = vault.interface.encodeFunctionData("takeFee", [
        dispute,
        anna.id,
        ethers.ZeroAddress,
        1n,
      ]);

      await expect(forwarder.execute(await sign(data))).to.be.revertedWithCustomError(
        forwarder,
        "FailedCall",
      );
      expect(await vault.feesOf(dispute)).to.equal(0n);
      expect((await vault.account(anna.id)).free).to.equal(TOKEN);

      await vault.connect(courtWallet).takeFee(dispute, anna.id, ethers.ZeroAddress, 1n);
      expect(await vault.feesOf(dispute)).to.equal(1n);
    });
  });

  async function withSign() {
    const fixture = await loadFixture(deployWithCourtWallet);
    const { forwarder, courtWallet, vault } = fixture;
    const to = await vault.getAddress();
    const sign = (data: string) =>
      signForwardRequest(forwarder, courtWallet, { to, data, deadline: FAR });
    return { ...fixture, sign };
  }
});
