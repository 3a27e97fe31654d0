// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "./MemberId.sol";
import {withField} from "./Word.sol";

/// @notice The first word of a bond, from the lowest bits: `own` (96), `escrow` (96), `member` (32), `depth` (8).
type BondMoney is uint256;

using {own, escrow, member, depth, withOwn, withEscrow, withDepth} for BondMoney global;

/// @notice The record of a member's side, with a price in escrow or nothing yet.
function bondMoney(MemberId member_, uint96 escrow_) pure returns (BondMoney) {
    return BondMoney.wrap((uint256(MemberId.unwrap(member_)) << 192) | (uint256(escrow_) << 96));
}

/// @notice The member's own deposit in the bond (token units).
function own(BondMoney money) pure returns (uint96) {
    return uint96(BondMoney.unwrap(money));
}

/// @notice The price, later the money that waits for the receiver's choice (token units).
function escrow(BondMoney money) pure returns (uint96) {
    return uint96(BondMoney.unwrap(money) >> 96);
}

/// @notice Whose bond it is.
function member(BondMoney money) pure returns (MemberId) {
    return MemberId.wrap(uint32(BondMoney.unwrap(money) >> 192));
}

/// @notice See COV-5.
function depth(BondMoney money) pure returns (uint8) {
    return uint8(BondMoney.unwrap(money) >> 224);
}

function withOwn(BondMoney money, uint96 own_) pure returns (BondMoney) {
    return BondMoney.wrap(withField(BondMoney.unwrap(money), 0, type(uint96).max, own_));
}

function withEscrow(BondMoney money, uint96 escrow_) pure returns (BondMoney) {
    return BondMoney.wrap(withField(BondMoney.unwrap(money), 96, type(uint96).max, escrow_));
}

function withDepth(BondMoney money, uint8 depth_) pure returns (BondMoney) {
    return BondMoney.wrap(withField(BondMoney.unwrap(money), 224, type(uint8).max, depth_));
}
