import { loadFixture, takeSnapshot } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type BaseContract, ZeroAddress } from "ethers";

import { auditLedger, type Ledger } from "../../scripts/lib/ledger";
import { signForwardRequest } from "../../scripts/lib/signForwardRequest";
import { MEMBERS, zeroArguments } from "../support/privileged";
import { PROVIDER_BOND, StageState } from "../trade/tradeFixture";
import { changesBetween } from "../vault/changes";
import { type Call, HARMLESS, LOCKED } from "./callsOfAMember";
import { arm, deployHooked, type Hooked, OUTER, type Outer } from "./hookedToken";

const FAR = 2n ** 48n - 1n;

/** Makes an outer call that the token calls back from, and finds that it changes what it changes by itself. */
async function callBackFrom(
  scene: Hooked,
  title: string,
  outer: Outer,
  to: BaseContract,
  data: string,
  before: Ledger,
): Promise<void> {
  await arm(scene, outer, to, data);
  await outer.call(scene);
  const after = await scene.ledger();
  expect(changesBetween(before, after), title).to.deep.equal(outer.expected(scene));
  expect(auditLedger(after), title).to.deep.equal([]);
  expect(await scene.hostile.attempted(), title).to.equal(true);
}

/** Makes the call in the middle of each call of the token, and then, from the same state, by itself. */
async function tryEverywhere(scene: Hooked, call: Call, isLocked: boolean): Promise<void> {
  const { hostile, vault, attacker } = scene;
  const locked = vault.interface.getError("ReentrancyGuardReentrantCall")?.selector;
  const data = call.to.interface.encodeFunctionData(call.name, call.args);
  const before = await scene.ledger();
  const start = await takeSnapshot();
  for (const [title, outer] of Object.entries(OUTER)) {
    await callBackFrom(scene, title, outer, call.to, data, before);
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

describe("A token that calls back whenever the vault calls it, as a member", () => {
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

  it("<COV-1> finds every function of the vault locked whenever the vault calls the token", async () => {
    const scene = await loadFixture(deployHooked);
    const { vault, hostile } = scene;
    const locked = vault.interface.getError("ReentrancyGuardReentrantCall")?.selector;
    const notModule = vault.interface.getError("NotModule")?.selector;
    const ofMembers: readonly string[] = MEMBERS.vault;
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
      for (const [title, outer] of Object.entries(OUTER)) {
        await arm(scene, outer, vault, data);
        await outer.call(scene);
        const during = `${changing.name} during ${title}`;
        expect(await hostile.attempted(), during).to.equal(true);
        expect(await hostile.succeeded(), during).to.equal(false);
        expect((await hostile.answer()).slice(0, 10), during).to.equal(
          ofMembers.includes(changing.name) ? locked : notModule,
        );
        await start.restore();
      }
      tried++;
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
    const before = await scene.ledger();
    const start = await takeSnapshot();
    for (const [title, outer] of Object.entries(OUTER)) {
      for (const data of [
        forwarder.interface.encodeFunctionData("execute", [request]),
        forwarder.interface.encodeFunctionData("executeBatch", [[request], ZeroAddress]),
      ]) {
        await callBackFrom(scene, title, outer, forwarder, data, before);
        await start.restore();
      }
    }
  });

  it("<CHN-6> <INV-5> concludes a conceded stage with its award left to be drawn, and anyone draws it afterwards", async () => {
    const scene = await loadFixture(deployHooked);
    const { trade, court, hostile, stranger, stateOf, activeChain, claimDefault, warp } = scene;
    const chain = await activeChain();
    await claimDefault(chain);
    await warp(scene.parameters.responseWindow);
    const data = trade.interface.encodeFunctionData("conclude", [chain, 0]);
    const before = await scene.ledger();
    const start = await takeSnapshot();

    for (const [title, outer] of Object.entries(OUTER)) {
      await callBackFrom(scene, title, outer, trade, data, before);
      expect(await hostile.succeeded(), title).to.equal(true);
      expect(await stateOf(chain), title).to.equal(StageState.Drawing);

      await trade.connect(stranger).drawAward(chain, 0, 0);
      expect(await stateOf(chain), title).to.equal(StageState.Remedy);
      const { receiver: held, dispute } = await trade.namesOf(chain, 0);
      expect((await scene.vault.bond(held)).escrow, title).to.equal(1_000n + PROVIDER_BOND);
      await court.returnFees(dispute);
      expect(await scene.audit(), title).to.deep.equal([]);
      await start.restore();
    }
  });
});
