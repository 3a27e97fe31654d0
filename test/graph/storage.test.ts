import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import type { MemberHandle } from "../support/community";
import { readStorageLayout } from "../support/storageLayout";
import { deployGraphCommunity, type GraphCommunity } from "./graphCommunity";
import { historySlot, packPair, pairSlot, readSlot, unpackPair } from "./pairWord";

interface Step {
  op: string;
  depth: number;
  gasCost: number;
  stack: string[];
}

/** The least gas of a write to a slot that held nothing before. */
const FRESH = 20_000;

/** The graph's slots that a direct call to it wrote to although they held nothing, as 64 hex digits. */
async function freshSlots({ hash }: ContractTransactionResponse): Promise<string[]> {
  const { structLogs } = (await ethers.provider.send("debug_traceTransaction", [
    hash,
    { disableMemory: true, disableStorage: true },
  ])) as { structLogs: Step[] };
  return structLogs
    .filter(({ op, depth, gasCost }) => op === "SSTORE" && depth === 1 && gasCost >= FRESH)
    .map(({ stack }) => (stack.at(-1) ?? "").replace("0x", "").padStart(64, "0"));
}

interface Secured extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** Anna (1 %) and Bolat (2 %) stand for Dana. */
  dana: MemberHandle;
}

async function secured(): Promise<Secured> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const dana = await community.applicant([anna, bolat], 200n);
  await community.vouch(anna, dana, 0, { premium: 100n });
  await community.vouch(bolat, dana, 1, { premium: 200n });
  await community.joined([chingiz, anna]); // so that none of the three stands surety for the first time
  return { ...community, anna, bolat, chingiz, dana };
}

describe("SuretyGraph, storage", () => {
  it("<SUR-5> holds a member's pair in one slot, field after field from the lowest bit", async () => {
    const { graph, anna, dana, joined } = await loadFixture(secured);
    await joined([dana, anna]);
    const pair = await graph.pairOf(dana.id);

    const fields = unpackPair(await readSlot(graph, await pairSlot(dana.id)));

    expect(Object.values(fields)).to.deep.equal([...pair]);
    expect(fields.ceiling).to.equal(2n);
  });

  it("<SUR-5> shows every field of a pair to its widest", async () => {
    const { graph, dana } = await loadFixture(secured);
    const widths = [32n, 32n, 24n, 24n, 16n, 16n, 40n, 24n, 16n, 16n, 16n];

    for (const [index, width] of widths.entries()) {
      const values = widths.map((_, other) => (other === index ? (1n << width) - 1n : 0n));
      const names = Object.keys(unpackPair(0n));
      const word = packPair(
        Object.fromEntries(names.map((name, at) => [name, values[at]])) as Parameters<
          typeof packPair
        >[0],
      );
      await ethers.provider.send("hardhat_setStorageAt", [
        await graph.getAddress(),
        await pairSlot(dana.id),
        ethers.toBeHex(word, 32),
      ]);
      expect([...(await graph.pairOf(dana.id))]).to.deep.equal(values);
    }
  });

  it("<SUR-5> writes no history when somebody joins", async () => {
    const { graph, anna, bolat, dana, applicant, vouch } = await loadFixture(secured);
    for (const version of [0n, 1n, 2n]) {
      expect(await readSlot(graph, await historySlot(dana.id, version))).to.equal(0n);
    }

    const erlan = await applicant([anna, bolat]);
    expect(await freshSlots(await vouch(anna, erlan, 0))).to.deep.equal([]);
    expect(await freshSlots(await vouch(bolat, erlan, 1))).to.deep.equal([]);
  });

  it("<SUR-5> writes one slot of history when a guarantor leaves", async () => {
    const { graph, anna, dana, withdraw } = await loadFixture(secured);
    const before = await readSlot(graph, await pairSlot(dana.id));
    const slot = await historySlot(dana.id, 2n);

    expect(await freshSlots(await withdraw(anna, dana, 0))).to.deep.equal([slot.slice(2)]);

    expect(await readSlot(graph, slot)).to.equal(before);
  });

  it("<SUR-5> writes one slot of history when a guarantor is replaced", async () => {
    const { graph, chingiz, dana, take } = await loadFixture(secured);
    const slot = await historySlot(dana.id, 2n);

    expect(await freshSlots(await take(chingiz, dana, 0))).to.deep.equal([slot.slice(2)]);

    expect(await readSlot(graph, await historySlot(dana.id, 3n))).to.equal(0n);
  });

  it("<SUR-5> writes no history when terms of a pledge change", async () => {
    const { graph, anna, dana, horizon, nominate, chingiz } = await loadFixture(secured);
    const asAnna = graph.connect(anna.wallet);

    await asAnna.increasePledge(dana.id, 0, 5n);
    await asAnna.decreasePledge(dana.id, 0, 5n);
    await asAnna.renewPledge(dana.id, 0, horizon + 1n);
    await nominate(dana, 0, chingiz);
    await graph.connect(chingiz.wallet).decline(dana.id, 0);

    expect((await graph.pairOf(dana.id)).version).to.equal(2n);
    expect(await readSlot(graph, await historySlot(dana.id, 2n))).to.equal(0n);
  });

  it("keeps a record each of pairs, history, founders, places, the ring and nominations", async () => {
    const { variables } = await readStorageLayout("contracts/SuretyGraph.sol", "SuretyGraph");

    expect(Object.keys(variables)).to.deep.equal([
      "_pairs",
      "_history",
      "_founders",
      "_places",
      "_ring",
      "_nominations",
    ]);
  });
});
