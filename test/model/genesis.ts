import { impersonateAccount, setBalance, time } from "@nomicfoundation/hardhat-network-helpers";
import { ethers } from "hardhat";

import type { CharterParameters } from "../../scripts/lib/defaultParameters";
import { deployCommunity, type Community } from "../support/community";
import { deployHostileToken } from "../vault/hostileTokens";
import { ACTOR_NAMES, Actors, FOUNDER_NAMES, type ActorName } from "./Actors";
import { emptyWorld } from "./emptyWorld";
import { admitFounder } from "./membership";
import { Mirror } from "./Mirror";
import type { Address, World } from "./world";

/** A new community, the model of it, and who lives in it. */
export interface Genesis {
  readonly mirror: Mirror;
  readonly actors: Actors;
  readonly world: World;
}

export interface GenesisOptions {
  /** What every wallet has of the token. */
  readonly purse: bigint;
  readonly parameters: Partial<CharterParameters>;
  /** Whether the token calls wallets back, and can be paused and bar them. */
  readonly isCapricious?: true;
}

export async function genesis(options: GenesisOptions): Promise<Genesis> {
  const { purse, parameters, isCapricious = false } = options;
  const capricious = isCapricious ? await deployHostileToken("CapriciousToken") : undefined;
  const community = await deployCommunity({
    founders: FOUNDER_NAMES.length,
    parameters,
    ...(capricious && { deployToken: () => Promise.resolve(capricious.token) }),
  });
  const actors = await actorsOf(community);
  const reentering = actors.wallet("reentering");
  await capricious?.hostile.setHooked(reentering, true);
  const wallets = new Map<Address, bigint>();
  for (const wallet of actors.wallets) {
    const signer = await ethers.getSigner(wallet);
    await community.token.mint(wallet, purse);
    await community.token.connect(signer).approve(community.vault, ethers.MaxUint256);
    wallets.set(wallet, purse);
  }
  return {
    mirror: await Mirror.of(community, reentering),
    actors,
    world: await firstWorld(community, wallets, capricious && reentering),
  };
}

async function actorsOf(community: Community): Promise<Actors> {
  const byName = new Map<ActorName, Address>();
  FOUNDER_NAMES.forEach((name, place) => {
    const founder = community.founders[place];
    if (founder) byName.set(name, founder.wallet.address);
  });
  byName.set("governor", community.governor.address);
  byName.set("guardian", community.guardian.address);
  byName.set("reentering", await reenteringWallet());
  for (const name of ACTOR_NAMES) {
    if (!byName.has(name)) byName.set(name, (await community.newWallet()).address);
  }
  return new Actors(Object.fromEntries(byName) as Record<ActorName, Address>);
}

/** A member whose wallet is a contract: it has code and no key. */
async function reenteringWallet(): Promise<Address> {
  const contract = await ethers.deployContract("ReenteringWallet");
  const address = await contract.getAddress();
  await impersonateAccount(address);
  await setBalance(address, ethers.parseEther("1000"));
  return address;
}

async function firstWorld(
  community: Community,
  wallets: ReadonlyMap<Address, bigint>,
  hooked: Address | undefined,
): Promise<World> {
  const { charter, graph, governor, guardian, parameters, founders } = community;
  const bare = emptyWorld({
    hooked,
    vault: await community.vault.getAddress(),
    wall: BigInt(await time.latest()),
    governor: governor.address,
    guardian: guardian.address,
    parameters,
    wallets,
  });
  const world = founders.reduce((next, { wallet }) => admitFounder(next, wallet.address), bare);
  // The founders entered the circle one after another when the graph was deployed.
  const [formed] = await graph.queryFilter(graph.filters.RingChanged());
  const since = formed?.args.since ?? (await charter.clock());
  return { ...world, circles: world.circles.map((circle) => ({ ...circle, since })) };
}
