// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The number of a member: counts up from 1 in the order of application and is never reused.
type MemberId is uint32;

using {equal as ==, unequal as !=, isNone} for MemberId global;

/// @dev Stands for "no member": an empty guarantor slot, a void seat, a wallet without a card.
MemberId constant NO_MEMBER = MemberId.wrap(0);

function equal(MemberId a, MemberId b) pure returns (bool) {
    return MemberId.unwrap(a) == MemberId.unwrap(b);
}

function unequal(MemberId a, MemberId b) pure returns (bool) {
    return MemberId.unwrap(a) != MemberId.unwrap(b);
}

function isNone(MemberId member) pure returns (bool) {
    return MemberId.unwrap(member) == 0;
}
