import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { ethers } from "hardhat";

import { pledgeId } from "../../scripts/lib/names";
import { DEPOSIT, deployForwarding, type ForwarderFixture, PLEDGE } from "./forwarding";

const ACTIVE = 2n;

/** Another wallet applies first and takes the number that the newcomer would have had. */
async function takeNextNumber({ membership, newWallet }: ForwarderFixture): Promise<void> {
  const stranger = await newWallet();
  await membership.connect(stranger).applyForMembership(ZeroHash, 1n, 0n, 2n, 0n, 0n);
}

describe("Forwarder.executeBatch", () => {
  describe("given an application, two vouches and a deposit that were signed offline", () => {
    it("<REL-1> makes a member in one transaction that the newcomer does not pay for", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, newcomer, guarantors, membership, graph, vault } = fixture;
      const { application, vouch, deposited, horizon, audit } = fixture;
      const batch = [await application(), await vouch(0), await vouch(1), await deposited()];
      const ownTransactions = await ethers.provider.getTransactionCount(newcomer);

      const sent = forwarder.connect(relayer).executeBatch(batch, ZeroAddress);

      await expect(sent).to.emit(membership, "Applied").withArgs(8n, newcomer.address, ZeroHash);
      await expect(sent).to.emit(membership, "Activated").withArgs(8n);
      await expect(sent)
        .to.emit(graph, "Vouched")
        .withArgs(8n, guarantors[0].id, pledgeId(8n, 0, 1n), PLEDGE, horizon, 0n, 2n);
      await expect(sent).to.emit(vault, "Deposited").withArgs(8n, newcomer.address, DEPOSIT);
      expect(await membership.memberOf(newcomer)).to.deep.equal([8n, ACTIVE]);
      expect(await graph.coverOf(8n)).to.deep.equal([DEPOSIT, PLEDGE, PLEDGE]);
      expect(await ethers.provider.getBalance(newcomer)).to.equal(0n);
      expect(await ethers.provider.getTransactionCount(newcomer)).to.equal(ownTransactions);
      expect(await audit()).to.deep.equal([]);
    });

    it("<REL-1> goes to the newcomer's wallet when another takes the expected number", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, newcomer, graph, membership, vault } = fixture;
      const { application, vouch, deposited } = fixture;
      const batch = [await application(), await vouch(0), await vouch(1), await deposited()];
      await takeNextNumber(fixture);

      await forwarder.connect(relayer).executeBatch(batch, ZeroAddress);

      expect(await membership.memberOf(newcomer)).to.deep.equal([9n, ACTIVE]);
      expect(await graph.coverOf(9n)).to.deep.equal([DEPOSIT, PLEDGE, PLEDGE]);
      expect((await vault.account(8n)).free).to.equal(0n);
      expect((await graph.pairOf(8n)).serial0).to.equal(0n);
    });

    it("<REL-1> takes the tokens though somebody used the permit before", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, token, vault, graph, application, vouch, deposited } = fixture;
      const deposit = await deposited();
      const batch = [await application(), await vouch(0), await vouch(1), deposit];
      const [, value, deadline, v, r, s] = vault.interface.decodeFunctionData(
        "depositWithPermit",
        deposit.data,
      ) as unknown as [bigint, bigint, bigint, bigint, string, string];
      await token.connect(relayer).permit(fixture.newcomer, vault, value, deadline, v, r, s);

      await forwarder.connect(relayer).executeBatch(batch, ZeroAddress);

      expect((await graph.coverOf(8n)).free).to.equal(DEPOSIT);
    });

    it("<REL-1> does nothing at all when one request is not valid", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, newcomer, membership, application, vouch, deposited } = fixture;
      const vouched = await vouch(1);
      const batch = [await application(), await vouch(0), vouched, await deposited()];
      await forwarder.connect(relayer).execute(
        await fixture.sign(fixture.guarantors[1].wallet, {
          to: await membership.getAddress(),
          data: membership.interface.encodeFunctionData("setProfile", [ZeroHash]),
        }),
      );

      await expect(
        forwarder.connect(relayer).executeBatch(batch, ZeroAddress),
      ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");

      expect(await membership.memberOf(newcomer)).to.deep.equal([0n, 0n]);
      expect(await forwarder.nonces(newcomer)).to.equal(0n);
    });

    it("<REL-1> passes over a request that was handed in before, if a refund is asked for", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, newcomer, membership, application, vouch, deposited } = fixture;
      const batch = [await application(), await vouch(0), await vouch(1), await deposited()];
      await forwarder.connect(relayer).execute(batch[0] ?? (await application()));

      await forwarder.connect(relayer).executeBatch(batch, relayer);

      expect(await membership.memberOf(newcomer)).to.deep.equal([8n, ACTIVE]);
    });
  });

  describe("given requests that ask for more ether than there is", () => {
    it("names the sum that was asked for, and does nothing", async () => {
      const { forwarder, relayer, membership, newcomer, application } =
        await loadFixture(deployForwarding);
      const costly = { ...(await application()), value: MaxUint256 };
      const cheap = { ...costly, value: 1n };

      for (const batch of [
        [costly, costly],
        [costly, cheap],
        [cheap, costly],
      ]) {
        await expect(forwarder.connect(relayer).executeBatch(batch, relayer, { value: 3n }))
          .to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderMismatchedValue")
          .withArgs(MaxUint256, 3n);
      }

      expect(await membership.memberOf(newcomer)).to.deep.equal([0n, 0n]);
    });

    it("gives back what requests that are passed over would have been given", async () => {
      const { forwarder, relayer, founders, application } = await loadFixture(deployForwarding);
      const refunded = founders[0].wallet;
      const spoilt = { ...(await application()), value: 2n };

      await expect(
        forwarder.connect(relayer).executeBatch([spoilt, spoilt], refunded, { value: 4n }),
      ).to.changeEtherBalance(refunded, 4n);
    });
  });

  describe("given a call that fails", () => {
    it("<REL-1> keeps every request of the batch, though a refund is asked for", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, guarantors, membership, newcomer } = fixture;
      const batch = [await fixture.application(), await fixture.vouch(0)];
      await fixture.vault.connect(guarantors[0].wallet).withdraw(PLEDGE, guarantors[0].wallet);

      await expect(
        forwarder.connect(relayer).executeBatch(batch, relayer),
      ).to.be.revertedWithCustomError(forwarder, "FailedCall");

      expect(await membership.memberOf(newcomer)).to.deep.equal([0n, 0n]);
      expect(await forwarder.nonces(guarantors[0].wallet)).to.equal(0n);
    });
  });

  describe("given vouches for a wallet that has not applied", () => {
    it("<REL-1> vouches for nobody, whoever has the number", async () => {
      const fixture = await loadFixture(deployForwarding);
      const { forwarder, relayer, graph, vouch } = fixture;
      await takeNextNumber(fixture);

      await expect(
        forwarder.connect(relayer).execute(await vouch(0)),
      ).to.be.revertedWithCustomError(forwarder, "FailedCall");

      expect((await graph.pairOf(8n)).serial0).to.equal(0n);
    });
  });
});
