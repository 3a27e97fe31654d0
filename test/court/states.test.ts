import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import {
  DISPUTE,
  Side,
  State,
  booked,
  deployAppealed,
  deployClosed,
  deployCourt,
  deployFiled,
  deployFinal,
  deployRuled,
  deployVoting,
  type CourtCase,
} from "./courtFixture";

type Call = (dispute: CourtCase) => Promise<ContractTransactionResponse>;

async function deployNone(): Promise<CourtCase> {
  return { ...(await deployCourt()), openedAt: 0n };
}

const STATES: Record<keyof typeof State, () => Promise<CourtCase>> = {
  None: deployNone,
  Filed: deployFiled,
  Voting: deployVoting,
  Ruled: deployRuled,
  Appealed: deployAppealed,
  Final: deployFinal,
  Closed: deployClosed,
};

const file: Call = ({ court, asTrade, provider, receiver, snapshot }) =>
  court
    .connect(asTrade)
    .file(DISPUTE, provider.id, receiver.id, snapshot, 1n, Side.Provider, 0n, ethers.ZeroAddress);
const scheduleOpening: Call = ({ court, asTrade }) =>
  court.connect(asTrade).scheduleOpening(DISPUTE, 2n ** 40n - 1n);
const open: Call = ({ court, asTrade, snapshot }) => court.connect(asTrade).open(DISPUTE, snapshot);
const close: Call = ({ court, asTrade }) => court.connect(asTrade).close(DISPUTE);
const conclude: Call = ({ court, asTrade }) => court.connect(asTrade).conclude(DISPUTE);
const vote: Call = ({ court, guarantors }) =>
  court.connect(guarantors[3].wallet).vote(DISPUTE, 0, 0b1000n, 0n);
const appeal: Call = ({ court, provider }) => court.connect(provider.wallet).appeal(DISPUTE, false);
const advance: Call = ({ court }) => court.advance(DISPUTE);
const claimSeatFees: Call = ({ court, guarantors }) =>
  court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n);
const returnFees: Call = ({ court }) => court.returnFees(DISPUTE);

/** Every move: from which states it may be made, and the error that names the state otherwise. */
const MOVES: Record<string, { call: Call; from: (keyof typeof State)[]; error?: string }> = {
  file: { call: file, from: ["None"], error: "DisputeExists" },
  scheduleOpening: { call: scheduleOpening, from: ["Filed"] },
  open: { call: open, from: ["Filed"] },
  close: { call: close, from: ["Filed", "Voting", "Ruled", "Appealed"] },
  conclude: { call: conclude, from: ["Filed", "Voting", "Ruled", "Appealed", "Final", "Closed"] },
  vote: { call: vote, from: ["Voting"] },
  appeal: { call: appeal, from: ["Ruled"], error: "NotAppealable" },
  advance: { call: advance, from: ["Filed", "Voting", "Ruled", "Appealed", "Final", "Closed"] },
  claimSeatFees: { call: claimSeatFees, from: ["Final", "Closed"] },
  returnFees: { call: returnFees, from: ["Final", "Closed"] },
};

/** The error of a move from a state that it may not be made from, with its arguments. */
function refusal(error: string | undefined, state: bigint): [name: string, args: bigint[]] {
  if (error === "DisputeExists") return [error, [DISPUTE]];
  // What there is not is not appealable either, but the caller should hear that there is none.
  if (state === State.None) return ["WrongDisputeState", [DISPUTE, state]];
  return [error ?? "WrongDisputeState", [DISPUTE, state]];
}

describe("GuarantorCourt states", () => {
  for (const [name, deploy] of Object.entries(STATES)) {
    const state = State[name as keyof typeof State];

    describe(`given a dispute in state ${name}`, () => {
      for (const [move, { call, from, error }] of Object.entries(MOVES)) {
        if (from.some((allowed) => State[allowed] === state)) {
          it(`<CRT-6> allows ${move}`, async () => {
            const dispute = await loadFixture(deploy);

            await expect(call(dispute)).not.to.be.reverted;
          });
        } else {
          it(`<CRT-6> refuses ${move}, naming the state`, async () => {
            const dispute = await loadFixture(deploy);
            const before = await booked(dispute);
            const [refused, args] = refusal(error, state);

            await expect(call(dispute))
              .to.be.revertedWithCustomError(dispute.court, refused)
              .withArgs(...args);
            expect(before.state).to.equal(state);
            expect(await booked(dispute)).to.deep.equal(before);
          });
        }
      }
    });
  }

  for (const [move, call] of Object.entries({ file, open, close, conclude })) {
    describe(`when somebody else than trade calls ${move}`, () => {
      it("<CHA-5> refuses: no role can decide or end a dispute", async () => {
        const dispute = await loadFixture(deployNone);
        const { court, deployer, governor, guardian, provider } = dispute;

        for (const caller of [deployer, governor, guardian, provider.wallet]) {
          await expect(call({ ...dispute, asTrade: caller }))
            .to.be.revertedWithCustomError(court, "NotModule")
            .withArgs(caller.address);
        }
      });
    });
  }
});
