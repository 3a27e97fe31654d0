import { id } from "ethers";

import type { ITradeChains } from "../../typechain-types";
import type { World } from "./World";

/** The stages of a chain as the trade contract is asked for them. */
export function stageTerms(
  { directory, scenario }: World,
  name: string,
): ITradeChains.StageTermsStruct[] {
  const stages = scenario.chains[name]?.stages ?? [];
  const names = stages.map((stage) => stage.name);
  return stages.map((stage) => ({
    provider: directory.memberNamed(stage.provider),
    receiver: directory.memberNamed(stage.receiver),
    price: stage.price,
    listPrice: stage.listPrice ?? stage.price,
    providerBond: stage.providerBond,
    receiverBond: stage.receiverBond,
    duration: stage.duration,
    inspection: stage.inspection,
    waitsFor: stage.waitsFor.reduce((bits, input) => bits | (1 << names.indexOf(input)), 0) >>> 0,
    terms: id(stage.terms ?? stage.name),
    payees: stage.payees.map((payee) => ({
      member: directory.memberNamed(payee.name),
      shareBps: payee.share,
    })),
  }));
}
