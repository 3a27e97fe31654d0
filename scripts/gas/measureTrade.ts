import { ZeroHash } from "ethers";

import { type MemberHandle, TOKEN } from "../../test/support/community";
import type { Measurement } from "./budgets";
import { DIGEST, gasOf, openGasWorld, UNTIL } from "./GasWorld";

/** A chain from its proposal to its payment. */
export async function measureTrade(): Promise<Measurement> {
  const { community, newMember, stage, propose, pass } = await openGasWorld();
  const { trade, founders, newWallet, join, deposit } = community;
  const plainMember = async (): Promise<MemberHandle> => {
    const member = await join(await newWallet(), [founders[0], founders[1]], { until: UNTIL });
    await deposit(member, 1_000n * TOKEN);
    return member;
  };
  const [a, b, c, d] = [
    await newMember(),
    await newMember(),
    await newMember(),
    await newMember(),
  ] as const;
  await pass(1n);

  const { gas: propose3 } = await propose(a, [
    stage(a, b),
    stage(b, c, { waitsFor: 1n }),
    stage(c, d, { waitsFor: 2n }),
  ]);

  const { chain } = await propose(a, [stage(a, b)]);
  await pass(1n);
  await trade.connect(a.wallet).accept(chain);
  const acceptChain = await gasOf(trade.connect(b.wallet).accept(chain));
  const deliver = await gasOf(trade.connect(a.wallet).deliver(chain, 0, DIGEST, ZeroHash));
  const acceptDelivery = await gasOf(trade.connect(b.wallet).acceptDelivery(chain, 0));

  // Enough of their own for the price; the bond is their guarantors'.
  const buyer = await newMember(100n * TOKEN);
  await pass(1n);
  const backed = await propose(a, [stage(a, buyer)]);
  await pass(1n);
  await trade.connect(a.wallet).accept(backed.chain);
  const acceptChainBacked = await gasOf(trade.connect(buyer.wallet).accept(backed.chain));

  // A plain sale: the provider has a bond, the receiver none, and nobody charges a premium.
  const [seller, client] = [await plainMember(), await plainMember()];
  await pass(1n);
  const sale = await propose(seller, [stage(seller, client, { receiverBond: 0n })]);
  await pass(1n);
  const wholeTrade = [
    sale.gas,
    await gasOf(trade.connect(seller.wallet).accept(sale.chain)),
    await gasOf(trade.connect(client.wallet).accept(sale.chain)),
    await gasOf(trade.connect(seller.wallet).deliver(sale.chain, 0, DIGEST, ZeroHash)),
    await gasOf(trade.connect(client.wallet).acceptDelivery(sale.chain, 0)),
  ].reduce((total, gas) => total + gas);

  return {
    propose3,
    acceptChain,
    acceptChainBacked,
    deliver,
    acceptDelivery,
    wholeTrade,
  };
}
