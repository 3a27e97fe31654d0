// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "./MemberId.sol";

/// @notice The name of one pledge: `principal (32 bits) | slot (8 bits) | serial (24 bits)`.
/// @dev It is derived, never counted: the serial is the version of the principal's guarantor pair that the vouch made,
/// so that every vouch is a new pledge although the same two people may end and start a surety again.
type PledgeId is uint64;

using {isNone, principal, serial} for PledgeId global;

/// @dev Stands for "no pledge": an empty slot, or a pledge that must not back a given lock.
PledgeId constant NO_PLEDGE = PledgeId.wrap(0);

function pledgeId(MemberId principal_, uint8 slot_, uint24 serial_) pure returns (PledgeId) {
    return
        PledgeId.wrap(
            (uint64(MemberId.unwrap(principal_)) << 32) | (uint64(slot_) << 24) | serial_
        );
}

function isNone(PledgeId id) pure returns (bool) {
    return PledgeId.unwrap(id) == 0;
}

function principal(PledgeId id) pure returns (MemberId) {
    return MemberId.wrap(uint32(PledgeId.unwrap(id) >> 32));
}

function serial(PledgeId id) pure returns (uint24) {
    return uint24(PledgeId.unwrap(id));
}
