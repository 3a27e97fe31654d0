// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "./MemberId.sol";
import {withField} from "./Word.sol";

/// @notice What a draw changes of a pledge, as one storage word, from the lowest bits: `own` (96), `owed` (96),
/// `guarantor` (32).
type PledgeMoney is uint256;

using {own, owed, guarantor, withOwn, withOwed, drawn} for PledgeMoney global;

function pledgeMoney(uint96 own_, MemberId guarantor_) pure returns (PledgeMoney) {
    return PledgeMoney.wrap((uint256(MemberId.unwrap(guarantor_)) << 192) | own_);
}

/// @notice The guarantor's own deposit in the pledge (token units).
function own(PledgeMoney money) pure returns (uint96) {
    return uint96(PledgeMoney.unwrap(money));
}

/// @notice What the principal owes the guarantor for what the pledge has paid (token units).
function owed(PledgeMoney money) pure returns (uint96) {
    return uint96(PledgeMoney.unwrap(money) >> 96);
}

/// @notice Who pledges.
function guarantor(PledgeMoney money) pure returns (MemberId) {
    return MemberId.wrap(uint32(PledgeMoney.unwrap(money) >> 192));
}

function withOwn(PledgeMoney money, uint96 own_) pure returns (PledgeMoney) {
    return PledgeMoney.wrap(withField(PledgeMoney.unwrap(money), 0, type(uint96).max, own_));
}

function withOwed(PledgeMoney money, uint96 owed_) pure returns (PledgeMoney) {
    return PledgeMoney.wrap(withField(PledgeMoney.unwrap(money), 96, type(uint96).max, owed_));
}

/// @notice The money of a pledge that has paid `amount`, of which `fromOwn` was the guarantor's own.
function drawn(PledgeMoney money, uint96 amount, uint96 fromOwn) pure returns (PledgeMoney) {
    uint256 both = (uint256(money.owed() + amount) << 96) | (money.own() - fromOwn);
    return PledgeMoney.wrap(withField(PledgeMoney.unwrap(money), 0, type(uint192).max, both));
}
