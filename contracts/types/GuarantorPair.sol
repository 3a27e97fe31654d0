// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MemberId, NO_MEMBER} from "./MemberId.sol";
import {NO_PLEDGE, PledgeId, pledgeId} from "./PledgeId.sol";
import {withField} from "./Word.sol";

/// @notice A member's guarantor pair as one storage word: the fields of `ISuretyGraph.Pair`, the first in the lowest bits.
/// @dev A value and no struct, because a struct is read and written field by field, and a vouch changes most of them.
type GuarantorPair is uint256;

using {
    occupant,
    guarantorAt,
    serialAt,
    premiumAt,
    pledgeAt,
    isFull,
    since,
    version,
    generation,
    principals,
    ceiling,
    put,
    clear,
    advance,
    withGeneration,
    withPrincipals,
    toPair,
    toGuarantors
} for GuarantorPair global;

/// @notice Who stands in a slot: a guarantor, or the nominee of an applicant.
function occupant(GuarantorPair pair, uint8 slot) pure returns (MemberId) {
    return MemberId.wrap(uint32(GuarantorPair.unwrap(pair) >> (slot == 0 ? 0 : 32)));
}

/// @notice Who stands surety in a slot; `NO_MEMBER` if nobody does.
function guarantorAt(GuarantorPair pair, uint8 slot) pure returns (MemberId) {
    return pair.serialAt(slot) == 0 ? NO_MEMBER : pair.occupant(slot);
}

/// @notice The serial of the pledge in a slot; 0 if nobody stands surety there.
function serialAt(GuarantorPair pair, uint8 slot) pure returns (uint24) {
    return uint24(GuarantorPair.unwrap(pair) >> (slot == 0 ? 64 : 88));
}

/// @notice What the guarantor in a slot charges, or a nominee may (basis points).
function premiumAt(GuarantorPair pair, uint8 slot) pure returns (uint16) {
    return uint16(GuarantorPair.unwrap(pair) >> (slot == 0 ? 112 : 128));
}

/// @notice The pledge in a slot of `principal`; `NO_PLEDGE` if nobody stands surety there.
function pledgeAt(GuarantorPair pair, MemberId principal, uint8 slot) pure returns (PledgeId) {
    uint24 serial = pair.serialAt(slot);
    return serial == 0 ? NO_PLEDGE : pledgeId(principal, slot, serial);
}

/// @notice Whether somebody stands surety in both slots.
function isFull(GuarantorPair pair) pure returns (bool) {
    return pair.serialAt(0) != 0 && pair.serialAt(1) != 0;
}

function since(GuarantorPair pair) pure returns (uint40) {
    return uint40(GuarantorPair.unwrap(pair) >> 144);
}

function version(GuarantorPair pair) pure returns (uint24) {
    return uint24(GuarantorPair.unwrap(pair) >> 184);
}

function generation(GuarantorPair pair) pure returns (uint16) {
    return uint16(GuarantorPair.unwrap(pair) >> 208);
}

function principals(GuarantorPair pair) pure returns (uint16) {
    return uint16(GuarantorPair.unwrap(pair) >> 224);
}

function ceiling(GuarantorPair pair) pure returns (uint16) {
    return uint16(GuarantorPair.unwrap(pair) >> 240);
}

/// @notice The pair with a guarantor (or, with serial 0, a nominee) in a slot.
function put(
    GuarantorPair pair,
    uint8 slot,
    MemberId guarantor,
    uint24 serial,
    uint16 premiumBps
) pure returns (GuarantorPair) {
    uint256 word = GuarantorPair.unwrap(pair);
    word = withField(word, slot == 0 ? 0 : 32, type(uint32).max, MemberId.unwrap(guarantor));
    word = withField(word, slot == 0 ? 64 : 88, type(uint24).max, serial);
    word = withField(word, slot == 0 ? 112 : 128, type(uint16).max, premiumBps);
    return GuarantorPair.wrap(word);
}

/// @notice The pair with an empty slot.
function clear(GuarantorPair pair, uint8 slot) pure returns (GuarantorPair) {
    return pair.put(slot, NO_MEMBER, 0, 0);
}

/// @notice The pair in its next version, which begins at `now_`.
function advance(GuarantorPair pair, uint40 now_) pure returns (GuarantorPair) {
    uint256 word = withField(GuarantorPair.unwrap(pair), 144, type(uint40).max, now_);
    return GuarantorPair.wrap(withField(word, 184, type(uint24).max, pair.version() + 1));
}

function withGeneration(GuarantorPair pair, uint16 generation_) pure returns (GuarantorPair) {
    return
        GuarantorPair.wrap(
            withField(GuarantorPair.unwrap(pair), 208, type(uint16).max, generation_)
        );
}

/// @notice The pair of a member who stands surety for `principals_` members, of whom the lowest has generation
/// `ceiling_`.
function withPrincipals(
    GuarantorPair pair,
    uint16 principals_,
    uint16 ceiling_
) pure returns (GuarantorPair) {
    uint256 both = (uint256(ceiling_) << 16) | principals_;
    return GuarantorPair.wrap(withField(GuarantorPair.unwrap(pair), 224, type(uint32).max, both));
}

/// @notice The pair field by field.
function toPair(GuarantorPair pair) pure returns (ISuretyGraph.Pair memory) {
    return
        ISuretyGraph.Pair({
            guarantor0: pair.occupant(0),
            guarantor1: pair.occupant(1),
            serial0: pair.serialAt(0),
            serial1: pair.serialAt(1),
            premium0: pair.premiumAt(0),
            premium1: pair.premiumAt(1),
            since: pair.since(),
            version: pair.version(),
            generation: pair.generation(),
            principals: pair.principals(),
            ceiling: pair.ceiling()
        });
}

/// @notice The sureties in the pair: nominees do not count.
function toGuarantors(GuarantorPair pair) pure returns (ISuretyGraph.Guarantors memory guarantors) {
    guarantors.since = pair.since();
    if (pair.serialAt(0) != 0) {
        (guarantors.guarantor0, guarantors.premium0) = (pair.occupant(0), pair.premiumAt(0));
    }
    if (pair.serialAt(1) != 0) {
        (guarantors.guarantor1, guarantors.premium1) = (pair.occupant(1), pair.premiumAt(1));
    }
}
