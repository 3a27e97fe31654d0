import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { id, MaxUint256, ZeroAddress } from "ethers";

import type { ActionHandlers } from "../ActionHandlers";
import { send } from "../send";
import type { Step } from "../Step";
import { walletOf } from "../walletOf";
import type { World } from "../World";
import { suretyActions } from "./sureties";

/** Joining, leaving, and the wallet that a card is kept in. */
export const membershipActions: ActionHandlers<
  | "join"
  | "apply"
  | "withdrawApplication"
  | "setProfile"
  | "resign"
  | "expel"
  | "changeWallet"
  | "setRecovery"
  | "proposeRecovery"
  | "confirmRecovery"
  | "executeRecovery"
  | "vetoRecovery"
> = {
  join: async (world, { by, guarantors, deposit }) => {
    await applyTo(world, by, guarantors);
    for (const guarantor of guarantors) await vouchFor(world, by, guarantor);
    if (deposit === undefined) return;
    const member = world.directory.memberNamed(by);
    await send(world, by, (wallet) => world.modules.vault.connect(wallet).deposit(member, deposit));
  },

  apply: (world, { by, guarantors: [first, second], maxPremium, recoveryDelay }) => {
    const nominees = [
      { name: first, premium: maxPremium },
      { name: second, premium: maxPremium },
    ] as const;
    return applyTo(world, by, nominees, recoveryDelay);
  },

  withdrawApplication: (world, { by }) =>
    send(world, by, (wallet) => world.modules.membership.connect(wallet).withdrawApplication()),

  setProfile: (world, { by, profile }) =>
    send(world, by, (wallet) => world.modules.membership.connect(wallet).setProfile(id(profile))),

  resign: (world, { by }) =>
    send(world, by, (wallet) => world.modules.membership.connect(wallet).resign()),

  expel: (world, { by, member }) => {
    const { directory, modules } = world;
    return send(world, by, (wallet) =>
      modules.membership.connect(wallet).expel(directory.memberNamed(member)),
    );
  },

  changeWallet: async (world, { by }) => {
    const { directory, modules } = world;
    const next = spareFor(world, by);
    await send(world, by, (wallet) => modules.membership.connect(wallet).changeWallet(next));
    const member = directory.memberNamed(by);
    const accept = (wallet: HardhatEthersSigner) =>
      modules.membership.connect(wallet).acceptWallet(member);
    await send(world, by, accept, next);
    await adopt(world, by, next);
  },

  setRecovery: (world, { by, delay }) =>
    send(world, by, (wallet) => world.modules.membership.connect(wallet).setRecovery(delay)),

  proposeRecovery: async (world, { by, member }) => {
    const { directory, modules } = world;
    const next = spareFor(world, member);
    await send(world, by, (wallet) =>
      modules.membership.connect(wallet).proposeRecovery(directory.memberNamed(member), next),
    );
    world.recoveries.set(member, next);
  },

  confirmRecovery: (world, { by, member }) => {
    const { directory, modules, recoveries } = world;
    const next = recoveries.get(member)?.address ?? ZeroAddress;
    return send(world, by, (wallet) =>
      modules.membership.connect(wallet).confirmRecovery(directory.memberNamed(member), next),
    );
  },

  executeRecovery: async (world, { by, member }) => {
    const { directory, modules, recoveries } = world;
    const next = recoveries.get(member);
    // The member takes the card with the new wallet.
    await send(world, by, (wallet) =>
      modules.membership
        .connect(by === member && next !== undefined ? next : wallet)
        .executeRecovery(directory.memberNamed(member)),
    );
    if (next !== undefined) await adopt(world, member, next);
  },

  vetoRecovery: (world, { by }) =>
    send(world, by, (wallet) => world.modules.membership.connect(wallet).vetoRecovery()),
};

interface Nominee {
  name: string;
  premium: number;
}

/** Applies for membership and asks two members to stand surety. */
export function applyTo(
  world: World,
  by: string,
  [first, second]: readonly [Nominee, Nominee],
  recoveryDelay = 0,
): Promise<void> {
  const { directory, modules } = world;
  return send(world, by, (wallet) =>
    modules.membership
      .connect(wallet)
      .applyForMembership(
        profileOf(world, by),
        directory.memberNamed(first.name),
        first.premium,
        directory.memberNamed(second.name),
        second.premium,
        recoveryDelay,
      ),
  );
}

/** A guarantor who was asked stands surety. */
export function vouchFor(
  world: World,
  principal: string,
  { name: by, ...terms }: Step<"join">["guarantors"][number],
): Promise<void> {
  return suretyActions.vouch(world, { do: "vouch", say: "", by, principal, ...terms });
}

/** A salted document's digest stands for the person. */
function profileOf(world: World, person: string): string {
  const role = world.scenario.people.find(({ name }) => name === person)?.role ?? "";
  return id(`${person}, ${role}, ${walletOf(world, person).address}`);
}

function spareFor({ directory, spares }: World, person: string): HardhatEthersSigner {
  const wallet = spares.shift();
  if (wallet === undefined) throw new RangeError("There are no more spare wallets");
  directory.addWallet(wallet.address, person);
  return wallet;
}

/** From now on the person acts with this wallet, and the vault may take from it. */
async function adopt(
  { modules, token, wallets }: World,
  person: string,
  wallet: HardhatEthersSigner,
): Promise<void> {
  wallets.get(person)?.push(wallet);
  await token.connect(wallet).approve(modules.vault, MaxUint256);
}
