import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { impersonateAccount, setBalance, time } from "@nomicfoundation/hardhat-network-helpers";
import type { AddressLike } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import type { Charter, GraphStub, ICoverVault, Membership, VaultStub } from "../../typechain-types";
import type { MemberHandle } from "./community";

export const DAY = 86_400n;

/** What any address is when only its being there matters. */
export const TOKEN_ADDRESS = "0x00000000000000000000000000000000000070Ce";

/** Addresses on either side of any wallet's. */
export const LOWEST_ADDRESS = `0x${"0".repeat(39)}1`;
export const HIGHEST_ADDRESS = `0x${"f".repeat(40)}`;

export const PROFILE = ethers.id("profile");

/** The states of a member, as the contracts number them. */
export const MemberState = {
  None: 0n,
  Applicant: 1n,
  Active: 2n,
  Resigned: 3n,
  Expelled: 4n,
} as const;

export type StateName = keyof typeof MemberState;

/** The states of a wallet that holds a card. */
export const CARD_STATES = ["Applicant", "Active", "Resigned", "Expelled"] as const;

/**
 * A charter and a membership between a vault and a graph that say what a test tells them to. Forwarder
 * and trade contract are wallets here.
 */
export interface StubbedCommunity {
  charter: Charter;
  membership: Membership;
  vault: VaultStub;
  graph: GraphStub;
  deployer: HardhatEthersSigner;
  governor: HardhatEthersSigner;
  guardian: HardhatEthersSigner;
  forwarder: HardhatEthersSigner;
  trade: HardhatEthersSigner;
  stranger: HardhatEthersSigner;
  /** Sends as the vault stub. */
  vaultSigner: HardhatEthersSigner;
  /** Sends as the graph stub. */
  graphSigner: HardhatEthersSigner;
  /** Members 1, 2 and 3. */
  founders: [MemberHandle, MemberHandle, MemberHandle];
  /** The next wallet that holds no card. */
  newWallet: () => HardhatEthersSigner;
  /** A new member in a state, whose guarantors are founders 1 and 2 under pair version 7. */
  memberIn: (state: (typeof CARD_STATES)[number], recoveryDelay?: bigint) => Promise<MemberHandle>;
  /** Gives a member an account in the vault; what is not named is 0. */
  setAccount: (member: bigint, account: Partial<ICoverVault.AccountStruct>) => Promise<void>;
  /** Everything the membership stores about a member. */
  recordOf: (member: bigint) => Promise<MemberRecord>;
  /** Begins a pause now. */
  pause: () => Promise<void>;
  /** Lets the next transaction happen when the protocol clock of a community never paused shows this. */
  at: (clock: bigint) => Promise<void>;
}

export interface MemberRecord {
  wallet: string;
  state: bigint;
  recoveryDelay: bigint;
  newestTrusted: bigint;
  recovery: { wallet: string; executableAt: bigint; pairVersion: bigint; proposer: bigint };
  standing: {
    defaults: bigint;
    faultPaid: bigint;
    overdue: bigint;
    excused: bigint;
    principalsLost: bigint;
    recourseOpened: bigint;
  };
}

export const NO_RECOVERY: MemberRecord["recovery"] = {
  wallet: ethers.ZeroAddress,
  executableAt: 0n,
  pairVersion: 0n,
  proposer: 0n,
};

/** Deploys a charter that nobody sealed, and names the wallets of a stubbed community. */
export async function deployCharter(): Promise<
  Pick<StubbedCommunity, "charter" | "deployer" | "governor" | "guardian" | "stranger">
> {
  const [deployer, governor, guardian, stranger] = await signers();
  const charter = await ethers.deployContract(
    "Charter",
    [TOKEN_ADDRESS, DEFAULT_PARAMETERS, governor, guardian],
    deployer,
  );
  return { charter, deployer, governor, guardian, stranger };
}

/** Deploys and seals a charter and a membership of three founders. */
export async function deployStubbedCommunity(): Promise<StubbedCommunity> {
  const community = await deployUnsealedCommunity();
  const { charter, membership, vault, graph, trade } = community;
  await charter.seal(membership);
  await membership.seal(vault, graph, trade);
  return community;
}

/** Deploys a charter and a membership of three founders that know nobody yet. */
export async function deployUnsealedCommunity(): Promise<StubbedCommunity> {
  const { charter, deployer, governor, guardian, stranger } = await deployCharter();
  const [, , , , forwarder, trade, first, second, third, ...others] = await signers();
  const membership = await ethers.deployContract(
    "Membership",
    [charter, forwarder, [first, second, third]],
    deployer,
  );
  const vault = await ethers.deployContract("VaultStub");
  const graph = await ethers.deployContract("GraphStub");

  // Earlier tests may have left accounts without ether.
  for (const { address } of others) await setBalance(address, ethers.parseEther("1000"));
  const newWallet = (): HardhatEthersSigner => {
    const wallet = others.shift();
    if (!wallet) throw new Error("The network has too few accounts");
    return wallet;
  };

  const vaultSigner = await impersonate(vault);
  const graphSigner = await impersonate(graph);

  const setAccount: StubbedCommunity["setAccount"] = async (member, account) => {
    const nothing = { free: 0n, owed: 0n, dueBy: 0n, locks: 0n, recourseOpened: 0n };
    await vault.setAccount(member, { ...nothing, ...account });
  };

  const memberIn: StubbedCommunity["memberIn"] = async (state, recoveryDelay = 0n) => {
    const wallet = newWallet();
    await membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, recoveryDelay);
    const id = await membership.idOf(wallet);
    await graph.setPair(id, 1n, 2n, 7n);
    if (state === "Applicant") return { id, wallet };

    await membership.connect(graphSigner).activate(id);
    if (state === "Resigned") await membership.connect(wallet).resign();
    if (state === "Expelled") {
      await setAccount(id, { owed: 1n, dueBy: 1n });
      await membership.expel(id);
    }
    return { id, wallet };
  };

  const recordOf: StubbedCommunity["recordOf"] = async (id) => {
    const { wallet, state, recoveryDelay, newestTrusted } = await membership.member(id);
    const recovery = await membership.recoveryOf(id);
    const standing = await membership.standingOf(id);
    return {
      wallet,
      state,
      recoveryDelay,
      newestTrusted,
      recovery: {
        wallet: recovery.wallet,
        executableAt: recovery.executableAt,
        pairVersion: recovery.pairVersion,
        proposer: recovery.proposer,
      },
      standing: {
        defaults: standing.defaults,
        faultPaid: standing.faultPaid,
        overdue: standing.overdue,
        excused: standing.excused,
        principalsLost: standing.principalsLost,
        recourseOpened: standing.recourseOpened,
      },
    };
  };

  return {
    charter,
    membership,
    vault,
    graph,
    deployer,
    governor,
    guardian,
    forwarder,
    trade,
    stranger,
    vaultSigner,
    graphSigner,
    founders: [
      { id: 1n, wallet: first },
      { id: 2n, wallet: second },
      { id: 3n, wallet: third },
    ],
    newWallet,
    memberIn,
    setAccount,
    recordOf,
    pause: async () => {
      await charter.connect(guardian).pause();
    },
    at: (clock) => time.setNextBlockTimestamp(clock),
  };
}

type Nine<T> = [T, T, T, T, T, T, T, T, T, ...T[]];

async function signers(): Promise<Nine<HardhatEthersSigner>> {
  const all = await ethers.getSigners();
  if (all.length < 9) throw new Error("The network has too few accounts");
  return all as Nine<HardhatEthersSigner>;
}

/** A signer for any address, with ether: to call a function as another module would. */
export async function impersonate(target: AddressLike): Promise<HardhatEthersSigner> {
  const address = await ethers.resolveAddress(target);
  await impersonateAccount(address);
  await setBalance(address, ethers.parseEther("1000"));
  return ethers.getSigner(address);
}
