// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {EVEN_FAULT, Fault} from "./Fault.sol";
import {MemberId} from "./MemberId.sol";
import {Side} from "./Side.sol";
import {withField} from "./Word.sol";

/// @notice A dispute as one storage word: the fields of `IGuarantorCourt.Dispute`, and the windows and the quorum of its
/// charter version, so that a vote or an advance need not ask the charter for them.
/// @dev A value and no struct, because a struct is read and written field by field. Each field has just the bits that the
/// charter's ranges ask for: windows are at most 30 days (22 bits), a quorum at most 5,000 (13), rounds at most 6 (3).
/// Rulings are kept in steps of 250 basis points (6 bits): a mean of two medians, which are multiples of 500.
///
/// | bits | field | bits | field |
/// | --- | --- | --- | --- |
/// | 0 | provider | 217 | ruling |
/// | 32 | receiver | 223 | fallbackRuling |
/// | 64 | snapshot | 229 | rounds |
/// | 104 | deadline | 232 | round |
/// | 144 | version | 235 | state |
/// | 160 | voteWindow | 238 | paidByProvider |
/// | 182 | appealWindow | 245 | paidByReceiver |
/// | 204 | quorumBps | 252 | feesReturned |
///
/// A round that somebody else has paid for has the bits of both sides.
type DisputeRecord is uint256;

using {
    provider,
    receiver,
    snapshot,
    deadline,
    version,
    voteWindow,
    appealWindow,
    quorumBps,
    ruling,
    fallbackRuling,
    rounds,
    round,
    state,
    paidRounds,
    paidBy,
    paidByOthers,
    feesReturned,
    inCircle,
    withDeadline,
    withRuling,
    withFallbackRuling,
    withRound,
    withState,
    withPaidRound,
    withRoundPaidByOther,
    withFeesReturned,
    toDispute
} for DisputeRecord global;

uint256 constant RULING_STEP = 250;
uint256 constant MASK_3 = 0x7;
uint256 constant MASK_6 = 0x3f;
uint256 constant MASK_7 = 0x7f;
uint256 constant MASK_13 = 0x1fff;
uint256 constant MASK_22 = 0x3fffff;

/// @notice A dispute that waits for an answer, under the rules of a charter version.
function filedDispute(
    MemberId provider_,
    MemberId receiver_,
    uint40 snapshot_,
    uint16 version_,
    ICharter.DealRules memory rules
) pure returns (DisputeRecord) {
    uint256 sides = MemberId.unwrap(provider_) | (uint256(MemberId.unwrap(receiver_)) << 32);
    uint256 times =
        (uint256(snapshot_) << 64) |
            (uint256(rules.voteWindow) << 160) |
            (uint256(rules.appealWindow) << 182);
    uint256 terms =
        (uint256(version_) << 144) |
            (uint256(rules.quorumBps) << 204) |
            (uint256(rules.rounds) << 229);
    return
        DisputeRecord.wrap(sides | times | terms).withFallbackRuling(EVEN_FAULT).withState(
            IGuarantorCourt.DisputeState.Filed
        );
}

function provider(DisputeRecord dispute) pure returns (MemberId) {
    return MemberId.wrap(uint32(DisputeRecord.unwrap(dispute)));
}

function receiver(DisputeRecord dispute) pure returns (MemberId) {
    return MemberId.wrap(uint32(DisputeRecord.unwrap(dispute) >> 32));
}

function snapshot(DisputeRecord dispute) pure returns (uint40) {
    return uint40(DisputeRecord.unwrap(dispute) >> 64);
}

function deadline(DisputeRecord dispute) pure returns (uint40) {
    return uint40(DisputeRecord.unwrap(dispute) >> 104);
}

function version(DisputeRecord dispute) pure returns (uint16) {
    return uint16(DisputeRecord.unwrap(dispute) >> 144);
}

function voteWindow(DisputeRecord dispute) pure returns (uint40) {
    return uint40((DisputeRecord.unwrap(dispute) >> 160) & MASK_22);
}

function appealWindow(DisputeRecord dispute) pure returns (uint40) {
    return uint40((DisputeRecord.unwrap(dispute) >> 182) & MASK_22);
}

function quorumBps(DisputeRecord dispute) pure returns (uint16) {
    return uint16((DisputeRecord.unwrap(dispute) >> 204) & MASK_13);
}

function ruling(DisputeRecord dispute) pure returns (Fault) {
    return Fault.wrap(uint16(((DisputeRecord.unwrap(dispute) >> 217) & MASK_6) * RULING_STEP));
}

function fallbackRuling(DisputeRecord dispute) pure returns (Fault) {
    return Fault.wrap(uint16(((DisputeRecord.unwrap(dispute) >> 223) & MASK_6) * RULING_STEP));
}

function rounds(DisputeRecord dispute) pure returns (uint8) {
    return uint8((DisputeRecord.unwrap(dispute) >> 229) & MASK_3);
}

function round(DisputeRecord dispute) pure returns (uint8) {
    return uint8((DisputeRecord.unwrap(dispute) >> 232) & MASK_3);
}

function state(DisputeRecord dispute) pure returns (IGuarantorCourt.DisputeState) {
    return IGuarantorCourt.DisputeState((DisputeRecord.unwrap(dispute) >> 235) & MASK_3);
}

/// @notice Bit r: the seats of round r are paid for.
function paidRounds(DisputeRecord dispute) pure returns (uint8) {
    return _paidBits(dispute, Side.Provider) | _paidBits(dispute, Side.Receiver);
}

/// @notice Bit r: the seats of round r are paid for by this side.
function paidBy(DisputeRecord dispute, Side side) pure returns (uint8) {
    uint8 others = dispute.paidByOthers();
    return _paidBits(dispute, side) & ~others;
}

/// @notice Bit r: the seats of round r are paid for by somebody who stands behind a side, and is neither party.
function paidByOthers(DisputeRecord dispute) pure returns (uint8) {
    return _paidBits(dispute, Side.Provider) & _paidBits(dispute, Side.Receiver);
}

function feesReturned(DisputeRecord dispute) pure returns (bool) {
    return DisputeRecord.unwrap(dispute) >> 252 != 0;
}

/// @notice Whether the booked round is the circle.
function inCircle(DisputeRecord dispute) pure returns (bool) {
    return dispute.round() == dispute.rounds();
}

function withDeadline(DisputeRecord dispute, uint40 deadline_) pure returns (DisputeRecord) {
    return _with(dispute, 104, type(uint40).max, deadline_);
}

function withRuling(DisputeRecord dispute, Fault ruling_) pure returns (DisputeRecord) {
    return _with(dispute, 217, MASK_6, Fault.unwrap(ruling_) / RULING_STEP);
}

function withFallbackRuling(DisputeRecord dispute, Fault ruling_) pure returns (DisputeRecord) {
    return _with(dispute, 223, MASK_6, Fault.unwrap(ruling_) / RULING_STEP);
}

function withRound(DisputeRecord dispute, uint8 round_) pure returns (DisputeRecord) {
    return _with(dispute, 232, MASK_3, round_);
}

function withState(
    DisputeRecord dispute,
    IGuarantorCourt.DisputeState state_
) pure returns (DisputeRecord) {
    return _with(dispute, 235, MASK_3, uint8(state_));
}

/// @notice The dispute with one more round that a side has paid for.
function withPaidRound(
    DisputeRecord dispute,
    uint8 round_,
    Side side
) pure returns (DisputeRecord) {
    uint256 bit = uint256(1) << (_offsetOfPaid(side) + round_);
    return DisputeRecord.wrap(DisputeRecord.unwrap(dispute) | bit);
}

/// @notice The dispute with one more round that neither party has paid for.
function withRoundPaidByOther(DisputeRecord dispute, uint8 round_) pure returns (DisputeRecord) {
    return dispute.withPaidRound(round_, Side.Provider).withPaidRound(round_, Side.Receiver);
}

function withFeesReturned(DisputeRecord dispute) pure returns (DisputeRecord) {
    return _with(dispute, 252, 1, 1);
}

/// @notice The dispute field by field.
function toDispute(DisputeRecord dispute) pure returns (IGuarantorCourt.Dispute memory) {
    return
        IGuarantorCourt.Dispute({
            provider: dispute.provider(),
            receiver: dispute.receiver(),
            snapshot: dispute.snapshot(),
            deadline: dispute.deadline(),
            version: dispute.version(),
            rounds: dispute.rounds(),
            round: dispute.round(),
            state: dispute.state(),
            paidRounds: dispute.paidRounds(),
            paidByReceiver: dispute.paidBy(Side.Receiver),
            paidByOthers: dispute.paidByOthers(),
            ruling: dispute.ruling(),
            fallbackRuling: dispute.fallbackRuling(),
            feesReturned: dispute.feesReturned()
        });
}

/// @dev A bit for each round.
function _paidBits(DisputeRecord dispute, Side side) pure returns (uint8) {
    return uint8((DisputeRecord.unwrap(dispute) >> _offsetOfPaid(side)) & MASK_7);
}

function _offsetOfPaid(Side side) pure returns (uint256) {
    return side == Side.Provider ? 238 : 245;
}

/// @dev The dispute with the field at `offset`, `mask` wide, holding `value`.
function _with(
    DisputeRecord dispute,
    uint256 offset,
    uint256 mask,
    uint256 value
) pure returns (DisputeRecord) {
    return DisputeRecord.wrap(withField(DisputeRecord.unwrap(dispute), offset, mask, value));
}
