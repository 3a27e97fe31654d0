import { loadFixture, takeSnapshot } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type ContractTransactionResponse, ZeroAddress } from "ethers";

import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import { MEMBERS, zeroArguments } from "../support/privileged";
import { ClaimKind, EVIDENCE, PROVIDER_BOND, StageState } from "../trade/tradeFixture";
import { changes, type Changes } from "../vault/changes";
import { type Call, deployHooked, HARMLESS, type Hooked, LOCKED, SEAT_FEE } from "./callsOfAMember";

const FAR = 2n ** 48n - 1n;

/** Every way that makes the vault call the token, and what it changes by itself. */
const OUTER: Record<
  string,
  { call: (scene: Hooked) => Promise<ContractTransactionResponse>; expected: Changes }
> = {
  deposit: {
    call: ({ vault, stranger }) => vault.connect(stranger).deposit(1n, 10n),
    expected: { "member 1 free": 10n, balance: 10n },
  },
  withdraw: {
    call: ({ vault, founders: [first], stranger }) =>
      vault.connect(first.wallet).withdraw(10n, stranger),
    expected: { "member 1 free": -10n, balance: -10n },
  },
  "a fee from a wallet": {
    call: ({ trade, receiver, suit }) =>
      trade.connect(receiver.wallet).claim(suit, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, true),
    expected: { fees: 4n * SEAT_FEE, balance: 4n * SEAT_FEE },
  },
};

/** Makes the call in the middle of each transfer, and then, from the same state, by itself. */
async function tryEverywhere(scene: Hooked, call: Call, isLocked: boolean): Promise<void> {
  const { hostile, vault, attacker } = scene;
  const locked = vault.interface.getError("ReentrancyGuardReentrantCall")?.selector;
  const data = call.to.interface.encodeFunctionData(call.name, call.args);
  const start = await takeSnapshot();
  for (const [title, outer] of Object.entries(OUTER)) {
    await hostile.arm(call.to, data);
    expect(await changes(scene, () => outer.call(scene)), title).to.deep.equal(outer.expected);
    expect(await hostile.attempted(), title).to.equal(true);
    expect(await hostile.succeeded(), title).to.equal(!isLocked);
    if (isLocked) expect(await hostile.answer(), title).to.equal(locked);
    await start.restore();
  }
  await attacker.wallet.sendTransaction({ to: await call.to.getAddress(), data });
}

/** What needs a wallet without a card, and what no card can do. */
const NEVER_WORKS = [
  "Membership.acceptWallet",
  "Membership.executeRecovery",
  ...["approve", "setApprovalForAll", "transferFrom", "safeTransferFrom"].map(
    (name) => `Membership.${name}`,
  ),
];

describe("A token that calls back in the middle of a transfer, as a member", () => {
  for (const [name, prepare] of Object.entries(LOCKED)) {
    it(`<COV-1> <INV-1> finds the vault locked for ${name}`, async () => {
      const scene = await loadFixture(deployHooked);
      await tryEverywhere(scene, await prepare(scene), true);
    });
  }

  for (const [name, prepare] of Object.entries(HARMLESS)) {
    it(`<COV-1> <INV-1> moves no money by ${name}`, async () => {
      const scene = await loadFixture(deployHooked);
      await tryEverywhere(scene, await prepare(scene), false);
    });
  }

  it("<COV-1> has been tried with every function that is for members", () => {
    const tried = new Set(
      [...Object.keys(LOCKED), ...Object.keys(HARMLESS)].map((name) => name.split(" ")[0]),
    );
    const untried = Object.entries({
      Charter: MEMBERS.charter,
      Membership: MEMBERS.membership,
      SuretyGraph: MEMBERS.graph,
      GuarantorCourt: MEMBERS.court,
      TradeChains: MEMBERS.trade,
    }).flatMap(([module, names]) =>
      names.map((name) => `${module}.${name}`).filter((name) => !tried.has(name)),
    );

    expect(untried).to.deep.equal(NEVER_WORKS);
  });

  it("<COV-1> finds every function of the vault locked while a fee is taken", async () => {
    const scene = await loadFixture(deployHooked);
    const { vault, hostile } = scene;
    const locked = vault.interface.getError("ReentrancyGuardReentrantCall")?.selector;
    const notModule = vault.interface.getError("NotModule")?.selector;
    const start = await takeSnapshot();
    let tried = 0;
    for (const fragment of vault.interface.fragments) {
      if (fragment.type !== "function") continue;
      const changing = vault.interface.getFunction(fragment.format() as "deposit");
      if (changing.stateMutability !== "nonpayable" || changing.name === "seal") continue;
      const data = vault.interface.encodeFunctionData(
        changing.name as "deposit",
        zeroArguments(changing) as [bigint, bigint],
      );
      await hostile.arm(vault, data);
      await OUTER["a fee from a wallet"]?.call(scene);
      expect(await hostile.succeeded(), changing.name).to.equal(false);
      expect((await hostile.answer()).slice(0, 10), changing.name).to.be.oneOf([locked, notModule]);
      tried++;
      await start.restore();
    }
    expect(tried).to.equal(22);
  });

  it("<COV-1> <REL-1> gets nobody's signed withdrawal through the forwarder", async () => {
    const scene = await loadFixture(deployHooked);
    const { vault, forwarder, hostile, founders } = scene;
    const [, victim] = founders;
    await scene.deposit(victim, 500n);
    const request = await signForwardRequest(forwarder, victim.wallet, {
      to: await vault.getAddress(),
      data: vault.interface.encodeFunctionData("withdraw", [500n, await hostile.getAddress()]),
      deadline: FAR,
    });
    const start = await takeSnapshot();
    for (const { call, expected } of Object.values(OUTER)) {
      for (const data of [
        forwarder.interface.encodeFunctionData("execute", [request]),
        forwarder.interface.encodeFunctionData("executeBatch", [[request], ZeroAddress]),
      ]) {
        await hostile.arm(forwarder, data);
        expect(await changes(scene, () => call(scene))).to.deep.equal(expected);
        await start.restore();
      }
    }
  });

  it("<CHN-6> <INV-5> concludes a conceded stage with its award left to be drawn, and anyone draws it afterwards", async () => {
    const scene = await loadFixture(deployHooked);
    const { trade, hostile, stateOf, activeChain, claimDefault, warp, parameters } = scene;
    const chain = await activeChain();
    await claimDefault(chain);
    await warp(parameters.responseWindow);
    await hostile.arm(trade, trade.interface.encodeFunctionData("conclude", [chain, 0]));

    expect(
      await changes(scene, () => scene.vault.connect(scene.stranger).deposit(1n, 10n)),
    ).to.deep.equal(OUTER["deposit"]?.expected);
    expect(await hostile.succeeded()).to.equal(true);
    expect(await stateOf(chain)).to.equal(StageState.Drawing);

    await trade.connect(scene.stranger).drawAward(chain, 0, 0);
    expect(await stateOf(chain)).to.equal(StageState.Remedy);
    const { receiver: held, dispute } = await trade.namesOf(chain, 0);
    expect((await scene.vault.bond(held)).escrow).to.equal(1_000n + PROVIDER_BOND);
    await scene.court.returnFees(dispute);
    expect(await scene.audit()).to.deep.equal([]);
  });
});
