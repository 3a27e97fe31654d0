import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";
import { concat, ZeroHash } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import {
  ClaimKind,
  deployTrade,
  deployTradeWithFees,
  EVIDENCE,
  StageState,
  type TradeFixture,
} from "./tradeFixture";

/** Calls the trade contract as an ERC-2771 forwarder does: the signer's address comes after the data. */
async function forward(
  { trade }: TradeFixture,
  by: HardhatEthersSigner,
  signer: HardhatEthersSigner,
  data: string,
) {
  return by.sendTransaction({ to: trade, data: concat([data, signer.address]) });
}

describe("TradeChains and its forwarder", () => {
  it("<REL-1> a provider accepts and delivers without paying for it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, forwarder, impersonate, propose, accept, provider, receiver } = fixture;
    const relayed = await impersonate(forwarder);
    const chain = await propose();
    await accept(chain, [receiver]);

    await expect(
      forward(
        fixture,
        relayed,
        provider.wallet,
        trade.interface.encodeFunctionData("accept", [chain]),
      ),
    )
      .to.emit(trade, "ChainAccepted")
      .withArgs(chain, provider.id);
    const delivery = trade.interface.encodeFunctionData("deliver", [chain, 0, EVIDENCE, ZeroHash]);
    await forward(fixture, relayed, provider.wallet, delivery);

    expect(await fixture.stateOf(chain)).to.equal(StageState.Delivered);
  });

  it("<REL-1> <CRT-5> a fee from the wallet comes from that of the signer", async () => {
    const fixture = await loadFixture(deployTradeWithFees);
    const { trade, token, forwarder, impersonate, fund, activeChain, receiver } = fixture;
    const relayed = await impersonate(forwarder);
    const chain = await activeChain();
    await fund(receiver.wallet, 20n);
    const claim = trade.interface.encodeFunctionData("claim", [
      chain,
      0,
      ClaimKind.EarlyBreach,
      1n,
      EVIDENCE,
      true,
    ]);

    expect(
      await changes(fixture, () => forward(fixture, relayed, receiver.wallet, claim)),
    ).to.deep.equal({ fees: 20n, balance: 20n });
    expect(await token.balanceOf(receiver.wallet)).to.equal(0n);
    expect((await trade.stageOf(chain, 0)).claimant).to.equal(Side.Receiver);
  });

  it("<REL-1> <CHN-11> evidence names the signer", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, court, forwarder, impersonate, activeChain, provider } = fixture;
    const relayed = await impersonate(forwarder);
    const chain = await activeChain();
    const post = trade.interface.encodeFunctionData("post", [chain, 0, EVIDENCE, "ipfs://x"]);

    await expect(forward(fixture, relayed, provider.wallet, post))
      .to.emit(trade, "MessagePosted")
      .withArgs(chain, 0n, 1n, provider.id, EVIDENCE)
      .and.to.emit(trade, "Evidence")
      .withArgs(court, disputeId(chain, 0), provider.wallet, "ipfs://x");
  });

  it("<REL-1> believes nobody else about who signed", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain, provider, stranger } = fixture;
    const chain = await activeChain();
    const delivery = trade.interface.encodeFunctionData("deliver", [chain, 0, EVIDENCE, ZeroHash]);

    await expect(forward(fixture, stranger, provider.wallet, delivery))
      .to.be.revertedWithCustomError(trade, "NotAMember")
      .withArgs(stranger.address);
  });
});
