import type { ContractTransactionReceipt, Interface } from "ethers";

import { ICharter__factory } from "../../typechain-types/factories/interfaces/ICharter__factory";
import { ICoverVault__factory } from "../../typechain-types/factories/interfaces/ICoverVault__factory";
import { IGuarantorCourt__factory } from "../../typechain-types/factories/interfaces/IGuarantorCourt__factory";
import { IMembership__factory } from "../../typechain-types/factories/interfaces/IMembership__factory";
import { ISuretyGraph__factory } from "../../typechain-types/factories/interfaces/ISuretyGraph__factory";
import { ITradeChains__factory } from "../../typechain-types/factories/interfaces/ITradeChains__factory";
import { TestToken__factory } from "../../typechain-types/factories/local/TestToken__factory";
import type { ProtocolEvent } from "./ProtocolEvent";
import type { World } from "./World";

const interfaces = {
  charter: ICharter__factory.createInterface(),
  membership: IMembership__factory.createInterface(),
  vault: ICoverVault__factory.createInterface(),
  graph: ISuretyGraph__factory.createInterface(),
  court: IGuarantorCourt__factory.createInterface(),
  trade: ITradeChains__factory.createInterface(),
};
const tokenInterface = TestToken__factory.createInterface();

/** The events of a community's contracts in a receipt, in order. Those of standards are left out. */
export async function parseEvents(
  { modules, token }: World,
  receipt: ContractTransactionReceipt,
): Promise<ProtocolEvent[]> {
  const byAddress = new Map<string, Interface>([[await token.getAddress(), tokenInterface]]);
  for (const [name, parser] of Object.entries(interfaces)) {
    byAddress.set(await modules[name as keyof typeof interfaces].getAddress(), parser);
  }

  return receipt.logs.flatMap(({ address, topics, data }) => {
    const parsed = byAddress.get(address)?.parseLog({ topics, data });
    if (!parsed) return [];
    return [{ name: parsed.name, args: parsed.args.toObject(true) } as unknown as ProtocolEvent];
  });
}
