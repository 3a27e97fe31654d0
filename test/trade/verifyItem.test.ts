import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { concat, id, keccak256, ZeroHash } from "ethers";

import { deployTrade, EVIDENCE, type TradeFixture } from "./tradeFixture";

const ITEMS = ["first", "second", "third"].map((name) => id(name)) as [string, string, string];

/** A leaf of OpenZeppelin's standard Merkle tree over `bytes32` values. */
const leafOf = (item: string): string => keccak256(keccak256(item));

const parentOf = (a: string, b: string): string =>
  keccak256(BigInt(a) < BigInt(b) ? concat([a, b]) : concat([b, a]));

const [FIRST, SECOND, THIRD] = ITEMS.map(leafOf) as [string, string, string];
const PAIR = parentOf(FIRST, SECOND);
const ROOT = parentOf(PAIR, THIRD);

async function deliverItems(fixture: TradeFixture, root: string): Promise<bigint> {
  const { trade, provider, activeChain } = fixture;
  const chain = await activeChain([{}, {}]);
  await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, root);
  return chain;
}

describe("TradeChains.verifyItem", () => {
  for (const [item, proof] of [
    [ITEMS[0], [SECOND, THIRD]],
    [ITEMS[1], [FIRST, THIRD]],
    [ITEMS[2], [PAIR]],
  ] as const) {
    it(`<CHN-12> shows that ${item.slice(0, 8)} was in the delivery`, async () => {
      const fixture = await loadFixture(deployTrade);
      const chain = await deliverItems(fixture, ROOT);

      expect(await fixture.trade.verifyItem(chain, 0, item, [...proof])).to.equal(true);
    });
  }

  it("<CHN-12> a single item needs no proof", async () => {
    const fixture = await loadFixture(deployTrade);
    const chain = await deliverItems(fixture, FIRST);

    expect(await fixture.trade.verifyItem(chain, 0, ITEMS[0], [])).to.equal(true);
  });

  it("<CHN-12> shows it after the stage has closed, too", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver } = fixture;
    const chain = await deliverItems(fixture, ROOT);
    await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

    expect(await trade.verifyItem(chain, 0, ITEMS[2], [PAIR])).to.equal(true);
  });

  for (const [what, item, proof] of [
    ["another item", id("fourth"), [SECOND, THIRD]],
    ["another proof", ITEMS[0], [THIRD, SECOND]],
    ["no proof", ITEMS[0], []],
    ["a leaf as an item", FIRST, [SECOND, THIRD]],
    ["an inner node as an item", PAIR, [THIRD]],
  ] as const) {
    it(`<CHN-12> does not take ${what}`, async () => {
      const fixture = await loadFixture(deployTrade);
      const chain = await deliverItems(fixture, ROOT);

      expect(await fixture.trade.verifyItem(chain, 0, item, [...proof])).to.equal(false);
    });
  }

  it("<CHN-12> without a root nothing was in the delivery", async () => {
    const fixture = await loadFixture(deployTrade);
    const chain = await deliverItems(fixture, ZeroHash);

    expect(await fixture.trade.verifyItem(chain, 0, ITEMS[0], [])).to.equal(false);
    expect(await fixture.trade.verifyItem(chain, 1, ITEMS[0], [])).to.equal(false);
    expect(await fixture.trade.verifyItem(0n, 0, ITEMS[0], [])).to.equal(false);
  });
});
