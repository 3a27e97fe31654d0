import { impersonateAccount, setBalance, time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import type { AddressLike } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS, type CharterParameters } from "../../scripts/lib/defaultParameters";
import { deployModules, type Modules } from "../../scripts/lib/deployModules";
import {
  auditLedger,
  conservationOf,
  readLedger,
  type Conservation,
  type Ledger,
} from "../../scripts/lib/ledger";
import type { ICoverVault, TestToken } from "../../typechain-types";

/** One token, of 18 decimals. */
export const TOKEN = 10n ** 18n;

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;

/** What a test community can be made with; everything has a default. */
export interface CommunityOptions {
  /** Charter values that differ from the defaults. */
  parameters?: Partial<CharterParameters>;
  /** How many founders: 5 unless told. They are the wallets after deployer, governor and guardian. */
  founders?: number;
  /** Makes the settlement token: a `TestToken` unless told. */
  deployToken?: () => Promise<TestToken>;
  /** Addresses to seal in place of the real modules. */
  substitutes?: { graph?: AddressLike; court?: AddressLike; trade?: AddressLike };
  /** Leave the modules unsealed. */
  unsealed?: boolean;
}

/** A member and the wallet that acts for them. */
export interface MemberHandle {
  id: bigint;
  wallet: HardhatEthersSigner;
}

/** How somebody joins; everything has a default. */
export interface JoinOptions {
  /** What each guarantor pledges: nothing unless told. */
  pledges?: readonly [bigint, bigint];
  /** Until when the pledges offer room: the community's `horizon` unless told. */
  until?: bigint;
  /** What each guarantor charges (basis points): nothing unless told. */
  premiums?: readonly [bigint, bigint];
  /** Switches wallet recovery on with this delay. */
  recoveryDelay?: bigint;
  profile?: string;
}

export interface TreeOptions {
  /**
   * The own deposit of every guarantor, all of it in the guarantor's one pledge together with all
   * that stands behind it: nothing unless told.
   */
  own?: bigint;
  premiums?: readonly [bigint, bigint];
}

/** A full binary guarantor tree. */
export interface GuarantorTree {
  /** Whom the tree stands for; owns nothing. */
  party: MemberHandle;
  /** `levels[k]` are the 2^k guarantors k steps up, in the order of paths; `levels[0]` is the party. */
  levels: MemberHandle[][];
  /** The cover that stands behind the party: the sum of both pledges. */
  cover: bigint;
}

/** A deployed community with everything a test needs of it. */
export interface Community extends Modules {
  token: TestToken;
  deployer: HardhatEthersSigner;
  governor: HardhatEthersSigner;
  guardian: HardhatEthersSigner;
  founders: [MemberHandle, MemberHandle, MemberHandle, ...MemberHandle[]];
  /** The charter's values. */
  parameters: CharterParameters;
  /** Protocol clock far ahead, until which the pledges of `join` run. */
  horizon: bigint;

  /** The next wallet that nobody uses yet, with ether. */
  newWallet: () => Promise<HardhatEthersSigner>;
  /** A signer for any address, with ether: to call a function as another module would. */
  impersonate: (address: AddressLike) => Promise<HardhatEthersSigner>;
  /** The member whose card a wallet holds. */
  member: (wallet: HardhatEthersSigner) => Promise<MemberHandle>;
  /** Mints tokens and deposits them for a member. */
  deposit: (member: MemberHandle, amount: bigint) => Promise<void>;
  /** Mints tokens to a wallet and lets the vault take them. */
  fund: (wallet: HardhatEthersSigner, amount: bigint) => Promise<void>;
  /** Applies and lets both guarantors vouch: the member is Active afterwards. */
  join: (
    wallet: HardhatEthersSigner,
    guarantors: readonly [MemberHandle, MemberHandle],
    options?: JoinOptions,
  ) => Promise<MemberHandle>;
  /**
   * Builds a full binary tree of guarantors of `depth` levels above a new member. The founders are its
   * top if they are enough for it; otherwise its top are new members whom founders stand for.
   */
  tree: (depth: number, options?: TreeOptions) => Promise<GuarantorTree>;
  /** Lets seconds pass. */
  warp: (seconds: bigint) => Promise<void>;
  /** The protocol clock of the latest block. */
  now: () => Promise<bigint>;
  account: (member: bigint) => Promise<ICoverVault.AccountStructOutput>;
  /** Reads the whole ledger. */
  ledger: () => Promise<Ledger>;
  /** The sums that must meet: `total` is what the books say, `balance` what the vault holds. */
  conservation: () => Promise<Conservation>;
  /** Breaches of the invariants that the ledger's numbers show; none when all hold. */
  audit: () => Promise<string[]>;
}

/** Deploys, wires and seals a community, and gives helpers around it. */
export async function deployCommunity(options: CommunityOptions = {}): Promise<Community> {
  const parameters = { ...DEFAULT_PARAMETERS, ...options.parameters };
  const [deployer, governor, guardian, ...others] = await ethers.getSigners();
  if (!deployer || !governor || !guardian) throw new Error("The network has too few accounts");

  let extras = 0;
  const newWallet: Community["newWallet"] = async () => {
    const wallet = others.shift() ?? (await impersonate(addressNamed(`kepil wallet ${++extras}`)));
    // An earlier test may have left the account without ether.
    await setBalance(wallet.address, ethers.parseEther("1000"));
    return wallet;
  };

  const founderWallets: HardhatEthersSigner[] = [];
  while (founderWallets.length < (options.founders ?? 5)) founderWallets.push(await newWallet());

  const token = await (options.deployToken ?? deployTestToken)();
  const modules = await deployModules({
    deployer,
    token: await token.getAddress(),
    parameters,
    governor: governor.address,
    guardian: guardian.address,
    founders: founderWallets.map(({ address }) => address),
    substitutes: await resolveAll(options.substitutes ?? {}),
    unsealed: options.unsealed ?? false,
  });
  const { charter, membership, vault, graph } = modules;
  const vaultAddress = await vault.getAddress();

  const horizon = BigInt(await time.latest()) + 1_825n * DAY;

  const member = async (wallet: HardhatEthersSigner): Promise<MemberHandle> => ({
    id: await membership.idOf(wallet),
    wallet,
  });

  const fund = async (wallet: HardhatEthersSigner, amount: bigint): Promise<void> => {
    await token.mint(wallet, amount);
    const allowed = await token.allowance(wallet, vaultAddress);
    await token.connect(wallet).approve(vaultAddress, allowed + amount);
  };

  const deposit = async ({ id, wallet }: MemberHandle, amount: bigint): Promise<void> => {
    await fund(wallet, amount);
    await vault.connect(wallet).deposit(id, amount);
  };

  const join: Community["join"] = async (wallet, guarantors, joinOptions = {}) => {
    const { pledges = [0n, 0n], until = horizon, premiums = [0n, 0n] } = joinOptions;
    await membership
      .connect(wallet)
      .applyForMembership(
        joinOptions.profile ?? ethers.ZeroHash,
        guarantors[0].id,
        premiums[0],
        guarantors[1].id,
        premiums[1],
        joinOptions.recoveryDelay ?? 0n,
      );
    for (const slot of [0, 1] as const) {
      await graph
        .connect(guarantors[slot].wallet)
        .vouch(wallet, slot, pledges[slot], until, premiums[slot]);
    }
    return member(wallet);
  };

  const [founder0, founder1, founder2, ...moreFounders] = await Promise.all(
    founderWallets.map(member),
  );
  if (!founder0 || !founder1 || !founder2) throw new RangeError("A community has 3 to 64 founders");
  const founders: Community["founders"] = [founder0, founder1, founder2, ...moreFounders];

  const tree: Community["tree"] = async (depth, treeOptions = {}) => {
    const { own = 0n, premiums = [0n, 0n] } = treeOptions;
    const top = await treeTop(2 ** depth);
    const levels = [top];
    let cover = 0n;
    for (let level = depth; level > 0; level--) {
      const guarantors = levels[0] ?? [];
      const pledge = own + cover;
      const principals: MemberHandle[] = [];
      for (let index = 0; index < guarantors.length; index += 2) {
        const pair = [at(guarantors, index), at(guarantors, index + 1)] as const;
        if (own > 0n) for (const guarantor of pair) await deposit(guarantor, own);
        principals.push(
          await join(await newWallet(), pair, { pledges: [pledge, pledge], premiums }),
        );
      }
      levels.unshift(principals);
      cover = 2n * pledge;
    }
    return { party: at(at(levels, 0), 0), levels, cover };
  };

  const treeTop = async (size: number): Promise<MemberHandle[]> => {
    if (size <= founders.length) return founders.slice(0, size);
    const members: MemberHandle[] = [];
    for (let index = 0; index < size; index++) {
      const first = at(founders, index % founders.length);
      const second = at(founders, (index + 1) % founders.length);
      members.push(await join(await newWallet(), [first, second]));
    }
    return members;
  };

  const ledger = (): Promise<Ledger> => readLedger({ vault, membership, token });

  return {
    ...modules,
    token,
    deployer,
    governor,
    guardian,
    founders,
    parameters,
    horizon,
    newWallet,
    impersonate,
    member,
    deposit,
    fund,
    join,
    tree,
    warp: async (seconds) => {
      await time.increase(seconds);
    },
    now: () => charter.clock(),
    account: (id) => vault.account(id),
    ledger,
    conservation: async () => conservationOf(await ledger()),
    audit: async () => auditLedger(await ledger()),
  };
}

async function deployTestToken(): Promise<TestToken> {
  return ethers.deployContract("TestToken", ["Test Dollar", "TUSD"]);
}

async function impersonate(address: AddressLike): Promise<HardhatEthersSigner> {
  const resolved = await ethers.resolveAddress(address);
  await impersonateAccount(resolved);
  await setBalance(resolved, ethers.parseEther("1000"));
  return ethers.getSigner(resolved);
}

function addressNamed(name: string): string {
  return ethers.getAddress(`0x${ethers.id(name).slice(-40)}`);
}

async function resolveAll(
  substitutes: NonNullable<CommunityOptions["substitutes"]>,
): Promise<Record<string, string>> {
  const resolved: Record<string, string> = {};
  for (const [name, address] of Object.entries(substitutes)) {
    resolved[name] = await ethers.resolveAddress(address);
  }
  return resolved;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}`);
  return item;
}
