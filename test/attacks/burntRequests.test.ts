import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import { DAY } from "../support/community";
import { deployForwarding } from "../forwarder/forwarding";
import { deployTrade, EVIDENCE } from "../trade/tradeFixture";

describe("A request that is handed in at a moment when its call fails", () => {
  it("<REL-1> keeps its number in a batch as well: a vouch handed in before the application is still good after it", async () => {
    const fixture = await loadFixture(deployForwarding);
    const { forwarder, relayer, stranger, newcomer, membership, application, vouch, deposited } = {
      ...fixture,
      stranger: fixture.founders[0].wallet,
    } as typeof fixture & { stranger: typeof fixture.relayer };
    const batch = [await application(), await vouch(0), await vouch(1), await deposited()];

    const first = batch[1];
    if (first === undefined) throw new Error("no vouch");
    await forwarder
      .connect(stranger)
      .executeBatch([first], ZeroAddress)
      .catch(() => undefined);
    await forwarder.connect(relayer).executeBatch(batch, ZeroAddress);

    expect((await membership.memberOf(newcomer)).state).to.equal(2n);
  });

  it("<REL-1> does nothing at all when one call of a batch fails", async () => {
    const fixture = await loadFixture(deployForwarding);
    const { forwarder, relayer, guarantors, newcomer, vault, membership } = fixture;
    const batch = [
      await fixture.application(),
      await fixture.vouch(0),
      await fixture.vouch(1),
      await fixture.deposited(),
    ];
    // The second guarantor's money is gone.
    await vault.connect(guarantors[1].wallet).withdraw(1n, guarantors[1].wallet);

    await expect(
      forwarder.connect(relayer).executeBatch(batch, ZeroAddress),
    ).to.be.revertedWithCustomError(forwarder, "FailedCall");
    expect((await membership.memberOf(newcomer)).state).to.equal(0n);
  });

  it("<REL-1> <CHA-3> costs an offline member no bond: an answer burnt under a pause", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, forwarder, charter, guardian, provider, activeChain, claimDefault } = fixture;
    const chain = await activeChain();
    await claimDefault(chain);
    const answer = await signForwardRequest(forwarder, provider.wallet, {
      to: await trade.getAddress(),
      data: trade.interface.encodeFunctionData("answer", [chain, 0, 0n, EVIDENCE]),
      deadline: BigInt(await time.latest()) + 30n * DAY,
    });
    await charter.connect(guardian).pause();
    await forwarder
      .connect(fixture.outsider.wallet)
      .executeBatch([answer], ZeroAddress)
      .catch(() => undefined);
    await charter.connect(guardian).resume();

    await forwarder.execute(answer);
    expect(await fixture.stateOf(chain)).to.equal(5n);
  });
});
