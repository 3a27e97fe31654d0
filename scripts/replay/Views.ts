import {
  ICoverVault__factory,
  IMembership__factory,
  ISuretyGraph__factory,
  TestToken__factory,
} from "../../typechain-types";
import type { LedgerAccount, LedgerPledge } from "../lib/ledger";
import { pledgeId } from "../lib/names";
import type { Contracts } from "./Contracts";
import type { Network } from "./Network";

const token = TestToken__factory.createInterface();
const membership = IMembership__factory.createInterface();
const vault = ICoverVault__factory.createInterface();
const graph = ISuretyGraph__factory.createInterface();

/** What stands behind a member's next obligation (token units). */
export interface Cover {
  free: bigint;
  /** Room of the pledges in slots 0 and 1. */
  rooms: readonly [bigint, bigint];
}

/** What the replay asks the contracts. */
export class Views {
  constructor(
    private readonly network: Network,
    private readonly contracts: Contracts,
  ) {}

  async coverOf(member: bigint): Promise<Cover> {
    const data = graph.encodeFunctionData("coverOf", [member]);
    const result = await this.network.read(this.contracts.graph, data);
    const { free, room0, room1 } = graph.decodeFunctionResult("coverOf", result);
    return { free: free as bigint, rooms: [room0 as bigint, room1 as bigint] };
  }

  async account(member: bigint): Promise<LedgerAccount> {
    const data = vault.encodeFunctionData("account", [member]);
    const result = await this.network.read(this.contracts.vault, data);
    const [{ free, owed, locks }] = vault.decodeFunctionResult("account", result) as unknown as [
      Omit<LedgerAccount, "member">,
    ];
    return { member, free, owed, locks };
  }

  async pledge(id: bigint): Promise<LedgerPledge> {
    const data = vault.encodeFunctionData("pledge", [id]);
    const result = await this.network.read(this.contracts.vault, data);
    const [pledge] = vault.decodeFunctionResult("pledge", result) as unknown as [
      Omit<LedgerPledge, "id" | "backing"> & {
        backing: { part0: bigint; part1: bigint; serial0: bigint; serial1: bigint };
      },
    ];
    const { own, owed, guarantor, state, depth, room, until, backing } = pledge;
    const parts = [
      { pledge: pledgeId(guarantor, 0, backing.serial0), amount: backing.part0 },
      { pledge: pledgeId(guarantor, 1, backing.serial1), amount: backing.part1 },
    ].filter(({ amount }) => amount > 0n);
    return { id, own, owed, guarantor, state, depth, room, until, backing: parts };
  }

  async memberCount(): Promise<number> {
    const data = membership.encodeFunctionData("memberCount");
    return Number(await this.network.read(this.contracts.membership, data));
  }

  /** The vault's balance of the settlement token. */
  async balance(): Promise<bigint> {
    const data = token.encodeFunctionData("balanceOf", [this.contracts.vault]);
    return BigInt(await this.network.read(this.contracts.token, data));
  }
}
