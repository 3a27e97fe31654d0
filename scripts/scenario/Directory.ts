import { ZeroAddress } from "ethers";

import { principalOf } from "../lib/names";
import type { ProtocolEvent } from "./ProtocolEvent";
import type { Scenario } from "./schema";

/** A pledge that was ever given. */
export interface KnownPledge {
  id: bigint;
  principal: bigint;
  guarantor: bigint;
}

const STAGE_BITS = 24n;

/** Turns what events say in numbers into the names of a scenario. It learns from the events. */
export class Directory {
  readonly #wallets = new Map<string, string>();
  readonly #members = new Map<bigint, string>();
  readonly #chains = new Map<bigint, string>();
  readonly #bonds = new Map<bigint, bigint>();
  readonly #pledges: KnownPledge[] = [];
  readonly #scenario: Scenario;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  addWallet(address: string, person: string): void {
    this.#wallets.set(address, person);
  }

  addMember(member: bigint, person: string): void {
    this.#members.set(member, person);
  }

  addChain(chain: bigint, name: string): void {
    this.#chains.set(chain, name);
  }

  learn({ name, args }: ProtocolEvent): void {
    if (name === "Applied" || name === "FounderAdmitted") {
      this.#members.set(args.member, this.wallet(args.wallet));
    } else if (name === "Escrowed" || name === "BondLocked") {
      this.#bonds.set(args.bond, args.member);
    } else if (name === "PledgeLocked") {
      const { pledge: id, guarantor } = args;
      this.#pledges.push({ id, principal: principalOf(id), guarantor });
    }
  }

  /** Whether an address is somebody's wallet. */
  isWallet(address: string): boolean {
    return this.#wallets.has(address);
  }

  wallet(address: string): string {
    return address === ZeroAddress ? "nobody" : (this.#wallets.get(address) ?? address);
  }

  member(id: bigint): string {
    return id === 0n ? "nobody" : (this.#members.get(id) ?? `member ${id}`);
  }

  /** The member that a person is; 0 as long as they hold no card. */
  memberNamed(person: string): bigint {
    for (const [id, name] of this.#members) if (name === person) return id;
    return 0n;
  }

  members(): bigint[] {
    return [...this.#members.keys()].sort((left, right) => Number(left - right));
  }

  chain(id: bigint): string {
    return this.#chains.get(id) ?? `chain ${id}`;
  }

  /** The identifier of a proposed chain; 0 as long as it was not. */
  chainNamed(name: string): bigint {
    for (const [id, chain] of this.#chains) if (chain === name) return id;
    return 0n;
  }

  stage(chain: bigint, index: bigint): string {
    const name = this.chain(chain);
    const stage = this.#scenario.chains[name]?.stages[Number(index)]?.name ?? `stage ${index}`;
    return `${name}/${stage}`;
  }

  /** The stage that a bond or a dispute belongs to. */
  stageOf(name: bigint): string {
    return this.stage((name >> STAGE_BITS) << STAGE_BITS, (name >> 8n) & 0xffffn);
  }

  ownerOfBond(bond: bigint): bigint {
    return this.#bonds.get(bond) ?? 0n;
  }

  pledges(): readonly KnownPledge[] {
    return this.#pledges;
  }

  /** The pledges that a guarantor ever gave for a principal, by name, the oldest first. */
  pledgesBetween(principal: string, guarantor: string): bigint[] {
    const principalId = this.memberNamed(principal);
    const guarantorId = this.memberNamed(guarantor);
    return this.#pledges
      .filter((known) => known.principal === principalId && known.guarantor === guarantorId)
      .map(({ id }) => id);
  }
}
