import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ContractTransactionResponse } from "ethers";

import { Side } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { STAGE_CALLS, type TradeCall } from "./calls";
import {
  ChainState,
  ClaimKind,
  deployTrade,
  EVIDENCE,
  StageState,
  type StageRef,
  type StageStateName,
  type TradeFixture,
} from "./tradeFixture";

/** A function of a stage, and the states from which it is no forbidden move: to where it leads. */
interface Move {
  name: string;
  from: Partial<Record<StageStateName, StageStateName>>;
  call: TradeCall;
}

const STATES = Object.keys(StageState).filter((name) => name !== "None") as StageStateName[];

const responseWindow = 3n * DAY;

/** The response window that began with the stage's last change of state has just ended. */
async function afterWindow({ trade, at }: TradeFixture, { chain, stage }: StageRef): Promise<void> {
  const { mark } = await trade.stageOf(chain, stage);
  await at(mark + responseWindow);
}

async function makeOffer(
  fixture: TradeFixture,
  { chain, stage }: StageRef,
  states: readonly StageStateName[],
  offer: () => Promise<unknown>,
): Promise<void> {
  const { state } = await fixture.trade.stageOf(chain, stage);
  if (states.some((name) => StageState[name] === state)) await offer();
}

const SETTLEABLE = ["Waiting", "Open", "Delivered", "Claimed", "Disputed"] as const;

/** The whole table of the stages of a chain that has begun. */
const MOVES: readonly Move[] = [
  {
    name: "deliver",
    from: { Open: "Delivered" },
    call: ({ trade, provider }, { chain, stage }) =>
      trade.connect(provider.wallet).deliver(chain, stage, EVIDENCE, ZeroHash),
  },
  {
    name: "acceptDelivery",
    from: { Delivered: "Closed" },
    call: ({ trade, receiver }, { chain, stage }) =>
      trade.connect(receiver.wallet).acceptDelivery(chain, stage),
  },
  {
    name: "claim of a default",
    from: { Open: "Claimed" },
    call: async ({ trade, receiver, at, now }, { chain, stage }) => {
      const { mark, duration } = await trade.stageOf(chain, stage);
      if ((await now()) < mark + duration) await at(mark + duration);
      return trade
        .connect(receiver.wallet)
        .claim(chain, stage, ClaimKind.Default, 1n, EVIDENCE, false);
    },
  },
  {
    name: "claim of a defect",
    from: { Delivered: "Claimed" },
    call: ({ trade, receiver }, { chain, stage }) =>
      trade.connect(receiver.wallet).claim(chain, stage, ClaimKind.Defect, 1n, EVIDENCE, false),
  },
  {
    name: "claim of an obstruction",
    from: { Open: "Claimed" },
    call: ({ trade, provider }, { chain, stage }) =>
      trade
        .connect(provider.wallet)
        .claim(chain, stage, ClaimKind.Obstruction, 1n, EVIDENCE, false),
  },
  {
    name: "claim of an early breach",
    from: { Open: "Claimed" },
    call: ({ trade, receiver }, { chain, stage }) =>
      trade
        .connect(receiver.wallet)
        .claim(chain, stage, ClaimKind.EarlyBreach, 1n, EVIDENCE, false),
  },
  {
    name: "answer of the other side",
    from: { Claimed: "Disputed" },
    call: ({ trade, provider }, { chain, stage }) =>
      trade.connect(provider.wallet).answer(chain, stage, 0n, EVIDENCE),
  },
  {
    name: "answer of a guarantor",
    from: { Claimed: "Claimed" },
    call: ({ trade, providerGuarantors }, { chain, stage }) =>
      trade.connect(providerGuarantors[0].wallet).answer(chain, stage, 0n, EVIDENCE),
  },
  {
    name: "conclude",
    from: { Claimed: "Remedy", Disputed: "Remedy", Drawing: "Remedy" },
    call: async (fixture, reference) => {
      const { trade, judge, stateOf } = fixture;
      const { chain, stage } = reference;
      const state = await stateOf(chain, stage);
      if (state === StageState.Disputed) await judge(chain, 10_000n);
      if (state === StageState.Claimed) await afterWindow(fixture, reference);
      return trade.conclude(chain, stage);
    },
  },
  {
    name: "drawAward",
    from: { Drawing: "Remedy" },
    call: ({ trade }, { chain, stage }) => trade.drawAward(chain, stage, Side.Provider),
  },
  {
    name: "takeMoney",
    from: { Remedy: "Closed" },
    call: ({ trade, receiver }, { chain, stage }) =>
      trade.connect(receiver.wallet).takeMoney(chain, stage),
  },
  {
    name: "appointReplacement",
    from: { Remedy: "Remedy" },
    call: ({ trade, receiver, outsider }, { chain, stage }) =>
      trade.connect(receiver.wallet).appointReplacement(chain, stage, outsider.id, 500n, 100n, DAY),
  },
  {
    name: "acceptReplacement",
    from: { Remedy: "Open" },
    call: async ({ trade, receiver, outsider }, { chain, stage }) => {
      const { state } = await trade.stageOf(chain, stage);
      if (state === StageState.Remedy) {
        await trade
          .connect(receiver.wallet)
          .appointReplacement(chain, stage, outsider.id, 500n, 100n, DAY);
      }
      return trade.connect(outsider.wallet).acceptReplacement(chain, stage, 500n, 100n, DAY);
    },
  },
  {
    name: "proposeSettlement",
    from: Object.fromEntries(SETTLEABLE.map((state) => [state, state])),
    call: ({ trade, provider }, { chain, stage }) =>
      trade.connect(provider.wallet).proposeSettlement(chain, stage, 0n, 0n, Side.Provider),
  },
  {
    name: "acceptSettlement",
    from: Object.fromEntries(SETTLEABLE.map((state) => [state, "Closed"])),
    call: async (fixture, reference) => {
      const { trade, provider, receiver } = fixture;
      const { chain, stage } = reference;
      await makeOffer(fixture, reference, SETTLEABLE, () =>
        trade.connect(provider.wallet).proposeSettlement(chain, stage, 0n, 0n, Side.Provider),
      );
      return trade.connect(receiver.wallet).acceptSettlement(chain, stage, 0n, 0n, Side.Provider);
    },
  },
  {
    name: "proposeExtension",
    from: { Open: "Open" },
    call: ({ trade, provider }, { chain, stage }) =>
      trade.connect(provider.wallet).proposeExtension(chain, stage, 15n * DAY),
  },
  {
    name: "acceptExtension",
    from: { Open: "Open" },
    call: async (fixture, reference) => {
      const { trade, provider, receiver } = fixture;
      const { chain, stage } = reference;
      await makeOffer(fixture, reference, ["Open"], () =>
        trade.connect(provider.wallet).proposeExtension(chain, stage, 15n * DAY),
      );
      return trade.connect(receiver.wallet).acceptExtension(chain, stage, 15n * DAY);
    },
  },
  {
    name: "closeLapsed",
    from: { Open: "Closed" },
    call: async ({ trade, at, now }, { chain, stage }) => {
      const { mark, duration } = await trade.stageOf(chain, stage);
      const lapses = mark + duration + 90n * DAY;
      if ((await now()) < lapses) await at(lapses);
      return trade.closeLapsed(chain, stage);
    },
  },
  {
    // What it takes to succeed is a test of its own; here only that it needs an open stage.
    name: "cancelStage",
    from: {},
    call: ({ trade, provider }, { chain, stage }) =>
      trade.connect(provider.wallet).cancelStage(chain, stage),
  },
];

/** Posting is possible everywhere but in a closed stage, and moves nothing. */
const POSTABLE = STATES.filter((state) => state !== "Closed");

describe("The states of a stage", () => {
  for (const move of MOVES) {
    describe(move.name, () => {
      for (const from of STATES) {
        const to = move.from[from];
        if (to === undefined) {
          if (move.name === "cancelStage" && from === "Open") continue;
          it(`<CHN-13> refuses ${from}`, async () => {
            const fixture = await loadFixture(deployTrade);
            const { trade, ledger } = fixture;
            const reference = await fixture.stageIn(from);
            const before = await ledger();

            await expect(move.call(fixture, reference))
              .to.be.revertedWithCustomError(trade, "WrongStageState")
              .withArgs(reference.chain, reference.stage, StageState[from]);
            expect(await fixture.stateOf(reference.chain, reference.stage)).to.equal(
              StageState[from],
            );
            expect(await ledger()).to.deep.equal(before);
          });
        } else {
          it(`<CHN-13> moves ${from} to ${to}`, async () => {
            const fixture = await loadFixture(deployTrade);
            const reference = await fixture.stageIn(from);

            await move.call(fixture, reference);

            expect(await fixture.stateOf(reference.chain, reference.stage)).to.equal(
              StageState[to],
            );
            expect(await fixture.audit()).to.deep.equal([]);
          });
        }
      }
    });
  }

  for (const state of STATES) {
    const possible = (POSTABLE as readonly string[]).includes(state);
    it(`<CHN-11> post ${possible ? "leaves" : "refuses"} ${state}`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, stateOf } = fixture;
      const { chain, stage } = await fixture.stageIn(state);
      const post = trade.connect(provider.wallet).post(chain, stage, EVIDENCE, "");

      if (possible) {
        await post;
      } else {
        await expect(post)
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, stage, StageState[state]);
      }
      expect(await stateOf(chain, stage)).to.equal(StageState[state]);
    });
  }

  for (const [name, call] of Object.entries(STAGE_CALLS)) {
    it(`<CHN-13> ${name} names a stage that is not there`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain } = fixture;
      const chain = await activeChain();

      for (const missing of [
        { chain, stage: 1 },
        { chain, stage: 32 },
        { chain, stage: 255 },
        { chain: 1n << 24n, stage: 0 },
      ]) {
        await expect(call(fixture, missing))
          .to.be.revertedWithCustomError(trade, "NoSuchStage")
          .withArgs(missing.chain, missing.stage);
      }
    });

    it(`<CHN-13> ${name} ${name === "post" ? "is possible in" : "leaves alone"} a chain that has not begun`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, ledger, propose, stateOf } = fixture;
      const chain = await propose();
      const before = await ledger();
      const done = call(fixture, { chain, stage: 0 });

      if (name === "post") {
        await done;
      } else if (name === "postFor") {
        // Nobody stands behind a bond that is not locked yet.
        await expect(done)
          .to.be.revertedWithCustomError(trade, "WrongMember")
          .withArgs(fixture.providerGuarantors[0].id, 0n);
      } else {
        await expect(done)
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, 0n, StageState.Waiting);
      }
      expect(await stateOf(chain)).to.equal(StageState.Waiting);
      expect(await ledger()).to.deep.equal(before);
    });

    it(`<CHN-13> ${name} leaves a chain alone that was dissolved`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, propose, stateOf } = fixture;
      const chain = await propose();
      await trade.connect(provider.wallet).dissolve(chain);
      const refused = expect(call(fixture, { chain, stage: 0 })).to.be;

      if (name.startsWith("post")) {
        await refused
          .revertedWithCustomError(trade, "WrongChainState")
          .withArgs(chain, ChainState.Dissolved);
      } else {
        await refused
          .revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, 0n, StageState.Waiting);
      }
      expect(await stateOf(chain)).to.equal(StageState.Waiting);
      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Dissolved);
    });
  }
});

type ChainStateName = Exclude<keyof typeof ChainState, "None">;

interface ChainMove {
  name: string;
  to: ChainStateName;
  call: (
    fixture: TradeFixture,
    chain: bigint,
    member: MemberHandle,
  ) => Promise<ContractTransactionResponse>;
}

/** All three begin in Proposed and nowhere else; Active closes with its last stage. */
const CHAIN_MOVES: readonly ChainMove[] = [
  {
    name: "accept",
    to: "Active",
    call: ({ trade }, chain, { wallet }) => trade.connect(wallet).accept(chain),
  },
  {
    name: "withdrawAcceptance",
    to: "Proposed",
    call: ({ trade, provider }, chain) => trade.connect(provider.wallet).withdrawAcceptance(chain),
  },
  {
    name: "dissolve",
    to: "Dissolved",
    call: ({ trade }, chain, { wallet }) => trade.connect(wallet).dissolve(chain),
  },
];

/** A chain in a state: a proposed one has its provider's acceptance. */
async function chainIn(fixture: TradeFixture, state: keyof typeof ChainState): Promise<bigint> {
  const { propose, accept, activeChain, stageIn, trade, provider, receiver } = fixture;
  switch (state) {
    case "None":
      return 1n << 24n;
    case "Active":
      return activeChain();
    case "Closed":
      return (await stageIn("Closed")).chain;
    default: {
      const chain = await propose();
      await accept(chain, [provider]);
      if (state === "Dissolved") await trade.connect(receiver.wallet).dissolve(chain);
      return chain;
    }
  }
}

describe("The states of a chain", () => {
  for (const move of CHAIN_MOVES) {
    for (const from of Object.keys(ChainState) as (keyof typeof ChainState)[]) {
      const allowed = from === "Proposed";
      it(`<CHN-13> ${move.name} ${allowed ? `moves ${from} to ${move.to}` : `refuses ${from}`}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver } = fixture;
        const chain = await chainIn(fixture, from);
        const call = move.call(fixture, chain, receiver);

        if (allowed) {
          await call;
        } else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "WrongChainState")
            .withArgs(chain, ChainState[from]);
        }
        const after = allowed ? move.to : from;
        expect((await trade.chainOf(chain)).state).to.equal(ChainState[after]);
      });
    }
  }

  it("<CHN-13> a chain closes with its last stage", async () => {
    const { trade, activeChain, deliver, receiver } = await loadFixture(deployTrade);
    const chain = await activeChain([{}, {}]);
    await deliver(chain, 0);
    await deliver(chain, 1);

    await trade.connect(receiver.wallet).acceptDelivery(chain, 1);
    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Active);
    await expect(trade.connect(receiver.wallet).acceptDelivery(chain, 0))
      .to.emit(trade, "ChainClosed")
      .withArgs(chain);
    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Closed);
  });
});
