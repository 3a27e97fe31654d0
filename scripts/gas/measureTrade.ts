import { ZeroHash } from "ethers";

import { type MemberHandle, TOKEN } from "../../test/support/community";
import { DIGEST, type GasWorld, UNTIL } from "./GasWorld";
import type { Meter } from "./Meter";

/** A chain from its proposal to its payment. */
export async function measureTrade(
  { community, newMember, stage, propose, pass }: GasWorld,
  meter: Meter,
): Promise<void> {
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

  const { sent: proposal } = await propose(a, [
    stage(a, b),
    stage(b, c, { waitsFor: 1n }),
    stage(c, d, { waitsFor: 2n }),
  ]);
  await meter.add("propose3", proposal);

  const { chain } = await propose(a, [stage(a, b)]);
  await pass(1n);
  await trade.connect(a.wallet).accept(chain);
  await meter.add("acceptChain", trade.connect(b.wallet).accept(chain));
  await meter.add("deliver", trade.connect(a.wallet).deliver(chain, 0, DIGEST, ZeroHash));
  await meter.add("acceptDelivery", trade.connect(b.wallet).acceptDelivery(chain, 0));

  // Enough of their own for the price; the bond is their guarantors'.
  const buyer = await newMember(100n * TOKEN);
  await pass(1n);
  const backed = await propose(a, [stage(a, buyer)]);
  await pass(1n);
  await trade.connect(a.wallet).accept(backed.chain);
  await meter.add("acceptChainBacked", trade.connect(buyer.wallet).accept(backed.chain));

  // A plain sale: the provider has a bond, the receiver none, and nobody charges a premium.
  const [seller, client] = [await plainMember(), await plainMember()];
  await pass(1n);
  const sale = await propose(seller, [stage(seller, client, { receiverBond: 0n })]);
  await pass(1n);
  await meter.add("wholeTrade", sale.sent);
  const [selling, buying] = [trade.connect(seller.wallet), trade.connect(client.wallet)];
  await meter.add("wholeTrade", selling.accept(sale.chain));
  await meter.add("wholeTrade", buying.accept(sale.chain));
  await meter.add("wholeTrade", selling.deliver(sale.chain, 0, DIGEST, ZeroHash));
  await meter.add("wholeTrade", buying.acceptDelivery(sale.chain, 0));
}
