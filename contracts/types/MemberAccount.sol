// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {withField} from "./Word.sol";

/// @notice A member's money as one storage word: the fields of `ICoverVault.Account`, the first in the lowest bits.
/// @dev A value and no struct, because a struct is read and written field by field, and most calls change several.
type MemberAccount is uint256;

using {
    free,
    owed,
    dueBy,
    locks,
    recourseOpened,
    isUnused,
    credit,
    withFree,
    withLocks,
    withOwed,
    openRecourse,
    closeRecourse,
    toAccount
} for MemberAccount global;

function free(MemberAccount account) pure returns (uint96) {
    return uint96(MemberAccount.unwrap(account));
}

function owed(MemberAccount account) pure returns (uint96) {
    return uint96(MemberAccount.unwrap(account) >> 96);
}

function dueBy(MemberAccount account) pure returns (uint40) {
    return uint40(MemberAccount.unwrap(account) >> 192);
}

function locks(MemberAccount account) pure returns (uint16) {
    return uint16(MemberAccount.unwrap(account) >> 232);
}

function recourseOpened(MemberAccount account) pure returns (uint8) {
    return uint8(MemberAccount.unwrap(account) >> 248);
}

/// @notice Whether nothing was ever booked in it.
function isUnused(MemberAccount account) pure returns (bool) {
    return MemberAccount.unwrap(account) == 0;
}

/// @notice The account with `amount` more free money.
function credit(MemberAccount account, uint96 amount) pure returns (MemberAccount) {
    return account.withFree(account.free() + amount);
}

function withFree(MemberAccount account, uint96 free_) pure returns (MemberAccount) {
    return MemberAccount.wrap(withField(MemberAccount.unwrap(account), 0, type(uint96).max, free_));
}

function withLocks(MemberAccount account, uint16 locks_) pure returns (MemberAccount) {
    return
        MemberAccount.wrap(withField(MemberAccount.unwrap(account), 232, type(uint16).max, locks_));
}

function withOwed(MemberAccount account, uint96 owed_) pure returns (MemberAccount) {
    return
        MemberAccount.wrap(withField(MemberAccount.unwrap(account), 96, type(uint96).max, owed_));
}

/// @notice The account of a member who comes to owe `owed_` and owed nothing before.
function openRecourse(
    MemberAccount account,
    uint96 owed_,
    uint40 dueBy_
) pure returns (MemberAccount) {
    uint8 times = account.recourseOpened();
    if (times < type(uint8).max) ++times;
    uint256 both = (uint256(dueBy_) << 96) | owed_;
    uint256 word = withField(MemberAccount.unwrap(account), 96, type(uint136).max, both);
    return MemberAccount.wrap(withField(word, 248, type(uint8).max, times));
}

/// @notice The account of a member who owes nothing any more.
function closeRecourse(MemberAccount account) pure returns (MemberAccount) {
    return MemberAccount.wrap(withField(MemberAccount.unwrap(account), 96, type(uint136).max, 0));
}

/// @notice The account field by field.
function toAccount(MemberAccount account) pure returns (ICoverVault.Account memory) {
    return
        ICoverVault.Account({
            free: account.free(),
            owed: account.owed(),
            dueBy: account.dueBy(),
            locks: account.locks(),
            recourseOpened: account.recourseOpened()
        });
}
