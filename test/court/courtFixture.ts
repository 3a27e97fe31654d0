import { time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { ethers } from "hardhat";

import { readSeats } from "../../scripts/lib/readSeats";
import type { IGuarantorCourt } from "../../typechain-types";
import {
  DAY,
  deployCommunity,
  type Community,
  type CommunityOptions,
  type MemberHandle,
} from "../support/community";

/** `IGuarantorCourt.DisputeState`. */
export const State = {
  None: 0n,
  Filed: 1n,
  Voting: 2n,
  Ruled: 3n,
  Appealed: 4n,
  Final: 5n,
  Closed: 6n,
} as const;

/** `Side`. */
export const Side = { Provider: 0n, Receiver: 1n } as const;
export type Side = (typeof Side)[keyof typeof Side];

export const SEAT_FEE = 10n;
export const VOTE_WINDOW = 3n * DAY;
export const APPEAL_WINDOW = 2n * DAY;

/** What each party has in deposit at first. */
export const PARTY_DEPOSIT = 10_000n;

/** A name that a dispute of trade could have. */
export const DISPUTE = (BigInt(ethers.id("a chain")) >> 24n) << 24n;

/** A community with two parties, each with a guarantor pair of their own, and a signer that acts as trade. */
export interface CourtCommunity extends Community {
  asTrade: HardhatEthersSigner;
  provider: MemberHandle;
  receiver: MemberHandle;
  /** Slots 0 and 1 of each party: they hold seats 0 to 3 of round 0. Founders stand for all of them. */
  guarantors: readonly [MemberHandle, MemberHandle, MemberHandle, MemberHandle];
  stranger: MemberHandle;
  /** A past time with all sureties in force. */
  snapshot: bigint;
}

/** A community with a dispute of its own, open or still waiting. */
export interface CourtCase extends CourtCommunity {
  /** The court's opening; 0 while filed. */
  openedAt: bigint;
}

/** Deploys a community with fees and default windows, in which round 0 is held by four different members. */
export async function deployCourt(options: CommunityOptions = {}): Promise<CourtCommunity> {
  const community = await deployCommunity({
    ...options,
    parameters: {
      seatFee: SEAT_FEE,
      voteWindow: VOTE_WINDOW,
      appealWindow: APPEAL_WINDOW,
      ...options.parameters,
    },
  });
  const { founders, join, newWallet, deposit } = community;

  const joinUnder = async (first: number): Promise<MemberHandle> =>
    join(await newWallet(), [memberAt(founders, first), memberAt(founders, first + 1)]);
  const guarantors = [
    await joinUnder(0),
    await joinUnder(1),
    await joinUnder(2),
    await joinUnder(3),
  ] as const;
  const provider = await join(await newWallet(), [guarantors[0], guarantors[1]]);
  const receiver = await join(await newWallet(), [guarantors[2], guarantors[3]]);
  const stranger = await joinUnder(0);
  await deposit(provider, PARTY_DEPOSIT);
  await deposit(receiver, PARTY_DEPOSIT);

  return {
    ...community,
    asTrade: await community.impersonate(community.trade),
    provider,
    receiver,
    guarantors,
    stranger,
    snapshot: await passedSnapshot(community),
  };
}

/** The present as a snapshot: it has passed when the next block comes. */
export async function passedSnapshot({ now, warp }: Community): Promise<bigint> {
  const snapshot = await now();
  await warp(1n);
  return snapshot;
}

/** Files a dispute as trade does; the receiver claims and pays from deposit unless told. */
export async function fileDispute(
  community: CourtCommunity,
  options: {
    dispute?: bigint;
    claimant?: Side;
    opensAt?: bigint;
    wallet?: string;
    version?: bigint;
  } = {},
): Promise<void> {
  const { court, asTrade, provider, receiver, snapshot } = community;
  await court
    .connect(asTrade)
    .file(
      options.dispute ?? DISPUTE,
      provider.id,
      receiver.id,
      snapshot,
      options.version ?? 1n,
      options.claimant ?? Side.Receiver,
      options.opensAt ?? 0n,
      options.wallet ?? ethers.ZeroAddress,
    );
}

/** Opens a filed dispute as of the block it is opened in. */
export async function openDispute(
  { court, asTrade }: CourtCommunity,
  dispute = DISPUTE,
): Promise<bigint> {
  const openedAt = BigInt(await time.latest()) + 1n;
  await time.setNextBlockTimestamp(openedAt);
  await court.connect(asTrade).open(dispute, openedAt);
  return openedAt;
}

export async function deployFiled(): Promise<CourtCase> {
  const community = await deployCourt();
  await fileDispute(community);
  return { ...community, openedAt: 0n };
}

/** A dispute in round 0: the receiver paid, votes run for `VOTE_WINDOW` from `openedAt`. */
export async function deployVoting(): Promise<CourtCase> {
  const filed = await deployFiled();
  return { ...filed, openedAt: await openDispute(filed) };
}

/** `deployVoting`, without fees. */
export async function deployVotingFree(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { seatFee: 0n } });
  await fileDispute(community);
  return { ...community, openedAt: await openDispute(community) };
}

/** A dispute whose round 0 ruled 40 per cent: seats 0 and 2 voted; booked, and one day old. */
export async function deployRuled(): Promise<CourtCase> {
  const voting = await deployVoting();
  await vote(voting, 0, 0, 3_000n);
  await vote(voting, 0, 2, 5_000n);
  await time.setNextBlockTimestamp(voting.openedAt + VOTE_WINDOW + DAY);
  await voting.court.advance(DISPUTE);
  return voting;
}

/** `deployRuled`, appealed by the provider. */
export async function deployAppealed(): Promise<CourtCase> {
  const ruled = await deployRuled();
  await ruled.court.connect(ruled.provider.wallet).appeal(DISPUTE, false);
  return ruled;
}

/** `deployRuled`, with its time to appeal over and booked. */
export async function deployFinal(): Promise<CourtCase> {
  const ruled = await deployRuled();
  await time.setNextBlockTimestamp(ruled.openedAt + VOTE_WINDOW + APPEAL_WINDOW);
  await ruled.court.advance(DISPUTE);
  return ruled;
}

/** `deployVoting` with votes of seats 0 and 1, then settled. */
export async function deployClosed(): Promise<CourtCase> {
  const voting = await deployVoting();
  await vote(voting, 0, 0, 3_000n);
  await vote(voting, 0, 1, 5_000n);
  await voting.court.connect(voting.asTrade).close(DISPUTE);
  return voting;
}

/** Lets the holder of a seat vote with it, and with nothing else. */
export async function vote(
  community: CourtCommunity,
  round: number,
  seat: number,
  fault: bigint,
): Promise<void> {
  const holder = await holderOf(community, round, seat);
  await community.court.connect(holder).vote(DISPUTE, round, 1n << BigInt(seat), fault);
}

/** The wallet of a member. */
export async function walletOf(
  { membership }: CourtCommunity,
  member: bigint,
): Promise<HardhatEthersSigner> {
  return ethers.getSigner((await membership.member(member)).wallet);
}

/** The wallet of the member who holds a seat. */
export async function holderOf(
  community: CourtCommunity,
  round: number,
  seat: number,
): Promise<HardhatEthersSigner> {
  return walletOf(community, await community.court.seatHolder(DISPUTE, round, seat));
}

/** The seats of a round by holder, as a bitmap each: one `vote` casts them all. */
export async function seatsByHolder(
  community: CourtCommunity,
  round: number,
): Promise<Map<bigint, bigint>> {
  const bitmaps = new Map<bigint, bigint>();
  for (const [seat, holder] of await readSeats(community, DISPUTE, round)) {
    bitmaps.set(holder, (bitmaps.get(holder) ?? 0n) | (1n << BigInt(seat)));
  }
  return bitmaps;
}

/** A dispute by the names of its fields, to be compared or changed as a whole. */
export type PlainDispute = Record<
  Exclude<keyof IGuarantorCourt.DisputeStruct, "feesReturned">,
  bigint
> & { feesReturned: boolean };

export function plainDispute(dispute: IGuarantorCourt.DisputeStructOutput): PlainDispute {
  return {
    provider: dispute.provider,
    receiver: dispute.receiver,
    snapshot: dispute.snapshot,
    deadline: dispute.deadline,
    version: dispute.version,
    rounds: dispute.rounds,
    round: dispute.round,
    state: dispute.state,
    paidRounds: dispute.paidRounds,
    paidByReceiver: dispute.paidByReceiver,
    paidByOthers: dispute.paidByOthers,
    ruling: dispute.ruling,
    fallbackRuling: dispute.fallbackRuling,
    feesReturned: dispute.feesReturned,
  };
}

/** The dispute of `DISPUTE` as it is booked. */
export async function booked({ court }: CourtCommunity): Promise<PlainDispute> {
  return plainDispute(await court.disputeOf(DISPUTE));
}

/** Free deposits and the dispute's pool: where fees can be. */
export async function fundsOf(community: CourtCommunity): Promise<{
  provider: bigint;
  receiver: bigint;
  pool: bigint;
}> {
  const { account, provider, receiver, vault } = community;
  return {
    provider: (await account(provider.id)).free,
    receiver: (await account(receiver.id)).free,
    pool: await vault.feesOf(DISPUTE),
  };
}

export function memberAt(members: readonly MemberHandle[], index: number): MemberHandle {
  const member = members[index % members.length];
  if (member === undefined) throw new RangeError("There are no members");
  return member;
}
