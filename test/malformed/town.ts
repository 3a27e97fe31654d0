import { ethers } from "hardhat";

import { pledgeId } from "../../scripts/lib/names";
import { dealIn, lose, pledgeOf } from "../attacks/uncoveredDeal";
import { DAY } from "../support/community";
import { tradeIn, type StageStateName } from "../trade/tradeFixture";
import type { Lore } from "./calldata";

/** The contracts of a community by their names. */
export const CONTRACTS = [
  ...["Charter", "Membership", "CoverVault", "SuretyGraph"],
  ...["GuarantorCourt", "TradeChains", "Forwarder"],
];

/** A community in which much is under way, as a target of calls. */
export interface Town {
  /** The contracts by name, and where they are. */
  readonly contracts: Readonly<Record<string, string>>;
  /** Who calls, by name. */
  readonly callers: Readonly<Record<string, string>>;
  readonly lore: Lore;
}

/** What takes the most time comes first. */
const STATES: readonly StageStateName[] = [
  ...(["Closed", "Drawing", "Remedy", "Disputed"] as const),
  ...(["Claimed", "Delivered", "Waiting", "Open"] as const),
];

/** Builds a community with a stage in every state, disputes, a debt, and much that waits for somebody. */
export async function buildTown(): Promise<Town> {
  const scene = await tradeIn({ parameters: { seatFee: 5n } });
  const { charter, membership, vault, graph, court, trade, forwarder, token } = scene;
  const { provider, receiver, outsider, stranger, founders, newWallet, governor } = scene;

  const debt = await dealIn(scene);
  await lose(debt);
  const stages = [];
  for (const state of STATES) stages.push(await scene.stageIn(state));
  const names = await Promise.all(stages.map(({ chain, stage }) => trade.namesOf(chain, stage)));
  const chains = [...stages.map(({ chain }) => chain), await scene.propose()];

  const [first, second] = founders;
  const [forgetful, heir, applicant] = [await newWallet(), await newWallet(), await newWallet()];
  const { id } = await scene.join(forgetful, [first, second], { recoveryDelay: 7n * DAY });
  await membership.connect(first.wallet).proposeRecovery(id, heir);
  await membership.connect(outsider.wallet).changeWallet(stranger);
  await membership
    .connect(applicant)
    .applyForMembership(ethers.ZeroHash, first.id, 0n, second.id, 0n, 0n);
  await graph.connect(provider.wallet).nominate(0, receiver.id, 0n);
  const change = await charter.connect(governor).scheduleGuardian.staticCall(stranger);
  await charter.connect(governor).scheduleGuardian(stranger);

  const contracts = {
    Charter: charter,
    Membership: membership,
    CoverVault: vault,
    SuretyGraph: graph,
    GuarantorCourt: court,
    TradeChains: trade,
    Forwarder: forwarder,
  };
  const callers = {
    provider: provider.wallet,
    receiver: receiver.wallet,
    founder: first.wallet,
    "somebody who moves in": stranger,
    applicant,
    governor,
    guardian: scene.guardian,
    deployer: scene.deployer,
    forwarder,
  };
  const now = await scene.now();
  const members = Array.from({ length: 20 }, (_, place) => BigInt(place));
  const addresses = await Promise.all(
    [...Object.values(callers), ...Object.values(contracts), token, heir, forgetful].map((each) =>
      each.getAddress(),
    ),
  );
  return {
    contracts: await addressesOf(contracts),
    callers: await addressesOf(callers),
    lore: {
      MemberId: members,
      ChainId: chains,
      BondId: names.flatMap((each) => [each.provider, each.receiver]),
      DisputeId: names.map(({ dispute }) => dispute),
      PledgeId: [
        ...members.flatMap((member) => [0, 1].map((slot) => pledgeId(member, slot, 1n))),
        ...([0, 1] as const).map((slot) => pledgeOf(debt, slot)),
      ],
      Fault: [0n, 3_000n, 5_000n, 10_000n, 10_001n],
      address: [0n, ...addresses.map(BigInt)],
      bytes32: [BigInt(change)],
      uint8: [0n, 1n, 2n, 3n],
      uint16: [1n, 10_000n],
      uint32: [3_600n, DAY, 7n * DAY],
      uint40: [now - 1n, now, now + 1n, now + DAY, now + 365n * DAY, scene.horizon],
      uint48: [now, now + DAY],
      uint96: [1n, 5n, 100n, 300n, 1_000n, 10_000n],
      uint256: [1n, 15n, 100n, 300n],
    },
  };
}

type Addressable = Readonly<Record<string, { getAddress: () => Promise<string> }>>;

async function addressesOf(named: Addressable): Promise<Record<string, string>> {
  const entries = Object.entries(named).map(async ([name, each]): Promise<[string, string]> => [
    name,
    await each.getAddress(),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
