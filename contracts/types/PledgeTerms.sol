// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {MemberId} from "./MemberId.sol";
import {withField} from "./Word.sol";

/// @notice What a lock of the principal's asks of a pledge, as one storage word, from the lowest bits: `room` (96),
/// `until` (40), `state` (8), `depth` (8), `guarantor` (32).
/// @dev The guarantor stands in `PledgeMoney` too, so that a lock reads one slot of each pledge behind it.
type PledgeTerms is uint256;

using {
    room,
    until,
    state,
    isLive,
    depth,
    guarantor,
    withRoom,
    withUntil,
    withState
} for PledgeTerms global;

/// @notice The terms of a new pledge, which is Live.
function pledgeTerms(
    uint96 room_,
    uint40 until_,
    uint8 depth_,
    MemberId guarantor_
) pure returns (PledgeTerms) {
    return
        PledgeTerms.wrap(
            (uint256(MemberId.unwrap(guarantor_)) << 152) |
                (uint256(depth_) << 144) |
                (uint256(ICoverVault.PledgeState.Live) << 136) |
                (uint256(until_) << 96) |
                room_
        );
}

/// @notice What no lock of the principal uses (token units).
function room(PledgeTerms terms) pure returns (uint96) {
    return uint96(PledgeTerms.unwrap(terms));
}

/// @notice Protocol clock until which the pledge offers room.
function until(PledgeTerms terms) pure returns (uint40) {
    return uint40(PledgeTerms.unwrap(terms) >> 96);
}

function state(PledgeTerms terms) pure returns (ICoverVault.PledgeState) {
    return ICoverVault.PledgeState(uint8(PledgeTerms.unwrap(terms) >> 136));
}

/// @notice Whether the pledge offers room, unless something else stands in the way.
function isLive(PledgeTerms terms) pure returns (bool) {
    return uint8(PledgeTerms.unwrap(terms) >> 136) == uint8(ICoverVault.PledgeState.Live);
}

/// @notice See COV-5.
function depth(PledgeTerms terms) pure returns (uint8) {
    return uint8(PledgeTerms.unwrap(terms) >> 144);
}

/// @notice Who pledges.
function guarantor(PledgeTerms terms) pure returns (MemberId) {
    return MemberId.wrap(uint32(PledgeTerms.unwrap(terms) >> 152));
}

function withRoom(PledgeTerms terms, uint96 room_) pure returns (PledgeTerms) {
    return PledgeTerms.wrap(withField(PledgeTerms.unwrap(terms), 0, type(uint96).max, room_));
}

function withUntil(PledgeTerms terms, uint40 until_) pure returns (PledgeTerms) {
    return PledgeTerms.wrap(withField(PledgeTerms.unwrap(terms), 96, type(uint40).max, until_));
}

function withState(PledgeTerms terms, ICoverVault.PledgeState state_) pure returns (PledgeTerms) {
    return
        PledgeTerms.wrap(
            withField(PledgeTerms.unwrap(terms), 136, type(uint8).max, uint256(state_))
        );
}
