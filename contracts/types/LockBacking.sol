// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {MemberId} from "./MemberId.sol";
import {PledgeId, pledgeId} from "./PledgeId.sol";
import {withField} from "./Word.sol";

/// @notice What pledges carry of a lock, as one storage word: the fields of `ICoverVault.Backing`, the first in the
/// lowest bits.
type LockBacking is uint256;

using {
    part0,
    part1,
    total,
    pledge0,
    pledge1,
    withPart0,
    withPart1,
    take,
    toBacking
} for LockBacking global;

function part0(LockBacking backing) pure returns (uint96) {
    return uint96(LockBacking.unwrap(backing));
}

function part1(LockBacking backing) pure returns (uint96) {
    return uint96(LockBacking.unwrap(backing) >> 96);
}

/// @notice Both parts together. A lock is backed by deposits that are there, so the sum fits a uint96 as they do.
function total(LockBacking backing) pure returns (uint96) {
    return backing.part0() + backing.part1();
}

/// @notice The pledge in slot 0 of `owner`, whose lock it is.
function pledge0(LockBacking backing, MemberId owner) pure returns (PledgeId) {
    return pledgeId(owner, 0, uint24(LockBacking.unwrap(backing) >> 192));
}

function pledge1(LockBacking backing, MemberId owner) pure returns (PledgeId) {
    return pledgeId(owner, 1, uint24(LockBacking.unwrap(backing) >> 216));
}

/// @notice The backing with a part that the pledge of this serial in slot 0 carries.
function withPart0(LockBacking backing, uint96 part, uint24 serial) pure returns (LockBacking) {
    uint256 word = withField(LockBacking.unwrap(backing), 0, type(uint96).max, part);
    return LockBacking.wrap(withField(word, 192, type(uint24).max, serial));
}

function withPart1(LockBacking backing, uint96 part, uint24 serial) pure returns (LockBacking) {
    uint256 word = withField(LockBacking.unwrap(backing), 96, type(uint96).max, part);
    return LockBacking.wrap(withField(word, 216, type(uint24).max, serial));
}

/// @notice Takes `amount`, at most what is there and not of nothing, from both parts in proportion (COV-6, COV-7).
/// @return left What stays
/// @return from0 What slot 0 gives
/// @return from1 What slot 1 gives
function take(
    LockBacking backing,
    uint96 amount
) pure returns (LockBacking left, uint96 from0, uint96 from1) {
    (uint96 in0, uint96 in1) = (backing.part0(), backing.part1());
    (from0, from1) = Waterfall.share(amount, in0, in1);
    uint256 parts = (uint256(in1 - from1) << 96) | (in0 - from0);
    left = LockBacking.wrap(withField(LockBacking.unwrap(backing), 0, type(uint192).max, parts));
}

/// @notice The backing field by field.
function toBacking(LockBacking backing) pure returns (ICoverVault.Backing memory) {
    return
        ICoverVault.Backing({
            part0: backing.part0(),
            part1: backing.part1(),
            serial0: uint24(LockBacking.unwrap(backing) >> 192),
            serial1: uint24(LockBacking.unwrap(backing) >> 216)
        });
}
