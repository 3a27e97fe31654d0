import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ethers } from "hardhat";

import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import type { Forwarder } from "../../typechain-types";
import { deployForwarding } from "./forwarding";

async function anotherForwarder(): Promise<Forwarder> {
  return ethers.deployContract("Forwarder");
}

describe("a signed request", () => {
  it("<REL-1> is signed under the name Kepil, version 1", async () => {
    const { forwarder } = await loadFixture(deployForwarding);

    const { name, version, chainId, verifyingContract } = await forwarder.eip712Domain();

    expect([name, version, chainId, verifyingContract]).to.deep.equal([
      "Kepil",
      "1",
      31_337n,
      await forwarder.getAddress(),
    ]);
  });

  it("<REL-1> can be handed in by anyone", async () => {
    const { forwarder, founders, newcomer, membership, relayer, application } =
      await loadFixture(deployForwarding);
    const request = await application();

    expect(await forwarder.verify(request)).to.equal(true);
    await expect(forwarder.connect(founders[0].wallet).execute.estimateGas(request)).to.be
      .fulfilled;
    await forwarder.connect(relayer).execute(request);

    expect((await membership.memberOf(newcomer)).state).to.equal(1n);
  });

  it("<REL-1> counts once", async () => {
    const { forwarder, relayer, application } = await loadFixture(deployForwarding);
    const request = await application();
    await forwarder.connect(relayer).execute(request);

    await expect(forwarder.connect(relayer).execute(request)).to.be.revertedWithCustomError(
      forwarder,
      "ERC2771ForwarderInvalidSigner",
    );
  });

  it("<REL-1> counts in the order of its number", async () => {
    const { forwarder, relayer, deposited } = await loadFixture(deployForwarding);

    await expect(
      forwarder.connect(relayer).execute(await deposited(1n)),
    ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
  });

  it("<REL-1> counts until its deadline of wall time, inclusive", async () => {
    const { forwarder, relayer, application } = await loadFixture(deployForwarding);
    const request = await application();

    await time.setNextBlockTimestamp(request.deadline + 1n);
    await expect(forwarder.connect(relayer).execute(request))
      .to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderExpiredRequest")
      .withArgs(request.deadline);
  });

  it("<REL-1> keeps its deadline while the community is paused", async () => {
    const { forwarder, relayer, charter, guardian, application } =
      await loadFixture(deployForwarding);
    const request = await application();
    await charter.connect(guardian).pause();

    await time.setNextBlockTimestamp(request.deadline + 1n);
    await expect(forwarder.connect(relayer).execute(request))
      .to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderExpiredRequest")
      .withArgs(request.deadline);
  });

  it("<REL-1> is worth nothing on another chain", async () => {
    const { forwarder, relayer, newcomer, application } = await loadFixture(deployForwarding);
    const request = await application();
    const { name, version, verifyingContract } = await forwarder.eip712Domain();
    const signature = await newcomer.signTypedData(
      { name, version, chainId: 1n, verifyingContract },
      {
        ForwardRequest: [
          { name: "from", type: "address" },
          { name: "to", type: "address" },
          { name: "value", type: "uint256" },
          { name: "gas", type: "uint256" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint48" },
          { name: "data", type: "bytes" },
        ],
      },
      { ...request, nonce: 0n },
    );

    await expect(
      forwarder.connect(relayer).execute({ ...request, signature }),
    ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
  });

  it("<REL-1> is worth nothing at another forwarder, nor does that one speak for anyone", async () => {
    const { forwarder, relayer, newcomer, membership, application } =
      await loadFixture(deployForwarding);
    const other = await anotherForwarder();
    const request = await application();

    await expect(other.connect(relayer).execute(request)).to.be.revertedWithCustomError(
      other,
      "ERC2771UntrustfulTarget",
    );
    const signed = await signForwardRequest(other, newcomer, request);
    await expect(other.connect(relayer).execute(signed))
      .to.be.revertedWithCustomError(other, "ERC2771UntrustfulTarget")
      .withArgs(await membership.getAddress(), await other.getAddress());
    expect(await forwarder.nonces(newcomer)).to.equal(0n);
  });

  for (const [field, forged] of [
    ["data", "0x"],
    ["gas", 999_999n],
    ["deadline", 2n ** 48n - 1n],
  ] as const) {
    it(`<REL-1> is worth nothing with another ${field}`, async () => {
      const { forwarder, relayer, application } = await loadFixture(deployForwarding);
      const request = { ...(await application()), [field]: forged };

      expect(await forwarder.verify(request)).to.equal(false);
      await expect(forwarder.connect(relayer).execute(request)).to.be.revertedWithCustomError(
        forwarder,
        "ERC2771ForwarderInvalidSigner",
      );
    });
  }

  it("<REL-1> is worth nothing at another contract", async () => {
    const { forwarder, relayer, vault, application } = await loadFixture(deployForwarding);
    const request = { ...(await application()), to: await vault.getAddress() };

    await expect(forwarder.connect(relayer).execute(request)).to.be.revertedWithCustomError(
      forwarder,
      "ERC2771ForwarderInvalidSigner",
    );
  });

  it("<REL-1> is worth nothing in another's name", async () => {
    const { forwarder, relayer, founders, application } = await loadFixture(deployForwarding);
    const request = { ...(await application()), from: founders[0].wallet.address };

    await expect(forwarder.connect(relayer).execute(request)).to.be.revertedWithCustomError(
      forwarder,
      "ERC2771ForwarderInvalidSigner",
    );
  });

  it("<REL-1> speaks for its signer alone, though another address follows the data", async () => {
    const { forwarder, relayer, newcomer, founders, membership, sign } =
      await loadFixture(deployForwarding);
    const call = membership.interface.encodeFunctionData("setProfile", [ZeroHash]);
    const request = await sign(newcomer, {
      to: await membership.getAddress(),
      data: ethers.concat([call, founders[0].wallet.address]),
    });

    await expect(forwarder.connect(relayer).execute(request)).to.be.revertedWithCustomError(
      forwarder,
      "FailedCall",
    );
  });
});
