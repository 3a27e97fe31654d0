import { network } from "hardhat";

import type { Community } from "../../../test/support/community";
import type { Operation } from "../budgets";
import { calldataGas } from "../calldataGas";
import { type Meter, receiptOf } from "../Meter";
import { Codebook } from "./Codebook";
import { type Profile, TRANSACTION } from "./Profile";
import { readTrace } from "./readTrace";
import { slotChanges } from "./slotChanges";
import { slotName } from "./slotName";
import type { Step } from "./Step";

/** What comes back for a slot that was in use and is empty afterwards. */
const REFUND = 4_800;

/** Looks into every transaction. */
export class TraceMeter implements Meter {
  private constructor(
    private readonly codebook: Codebook,
    private readonly profiles: Map<Operation, Profile[]>,
    private readonly wanted: (operation: Operation) => boolean,
  ) {}

  /**
   * @param profiles Where the profiles go, by operation
   * @param wanted The operations to look into: all unless told
   */
  static async open(
    community: Community,
    profiles: Map<Operation, Profile[]>,
    wanted: (operation: Operation) => boolean = () => true,
  ): Promise<TraceMeter> {
    const { charter, membership, vault, graph, court, trade, forwarder, token } = community;
    const contracts = {
      Charter: charter,
      Membership: membership,
      CoverVault: vault,
      SuretyGraph: graph,
      GuarantorCourt: court,
      TradeChains: trade,
      Forwarder: forwarder,
      TestToken: token,
    };
    const names = new Map<string, string>();
    for (const [name, contract] of Object.entries(contracts)) {
      names.set((await contract.getAddress()).toLowerCase(), name);
    }
    return new TraceMeter(await Codebook.open(names), profiles, wanted);
  }

  readonly add: Meter["add"] = async (operation, sent) => {
    const { hash, data, to } = await sent;
    if (!this.wanted(operation)) return;
    const { gasUsed } = await receiptOf(await sent);
    const { structLogs } = (await network.provider.send("debug_traceTransaction", [
      hash,
      { disableMemory: true, disableStorage: true },
    ])) as { structLogs: Step[] };
    if (to === null) throw new RangeError("A deployment has no profile");

    const profiles = this.profiles.get(operation) ?? [];
    profiles.push(this.profileOf(structLogs, to, Number(gasUsed), calldataGas(data)));
    this.profiles.set(operation, profiles);
  };

  private profileOf(
    steps: readonly Step[],
    to: string,
    gasUsed: number,
    calldata: number,
  ): Profile {
    const { frames, slots, preimages } = readTrace(steps, to);
    const [first] = frames;
    if (first === undefined) throw new RangeError("Nothing ran");
    const refund = TRANSACTION + calldata + first.total - gasUsed;

    const nameSlot = (address: string, slot: bigint): { contract: string; name: string } => {
      const contract = this.codebook.contract(address);
      return { contract, name: slotName(slot, this.codebook.layout(contract), preimages) };
    };
    const named = frames.map(({ kind, depth, code, selector, own, total, ...rest }) => {
      const contract = this.codebook.contract(code, selector);
      return {
        contract,
        function: this.codebook.functionName(contract, selector),
        kind,
        depth,
        own,
        total,
        coldAccounts: rest.coldAccounts.map((address) => this.nameOf(address, frames)),
        slots: rest.slots.map(({ address, slot, cold, write }) => ({
          ...nameSlot(address, slot),
          cold,
          ...(write && { write: write.kind }),
          cleared: write?.value === 0n,
        })),
      };
    });
    const changes = slotChanges(slots).map(({ address, slot, kind }) => ({
      ...nameSlot(address, slot),
      kind,
    }));
    const cleared = changes.filter(({ kind }) => kind === "cleared").length;
    if (refund !== cleared * REFUND) {
      throw new RangeError(`The trace misses ${cleared * REFUND - refund} gas`);
    }
    const call = `${named[0]?.contract}.${named[0]?.function}`;
    return { call, gasUsed, calldata, refund, frames: named, changes };
  }

  /** A linked library is known by the function that was called. */
  private nameOf(address: string, frames: readonly { code: string; selector?: string }[]): string {
    const frame = frames.find(({ code }) => code === address);
    return this.codebook.contract(address, frame?.selector);
  }
}
