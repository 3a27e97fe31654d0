// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The founding circle as a ring of bits
/// @notice Bit i stands for founder number i in order of joining. The ring closes up over those who left: founder i has
/// the next two present founders as ring guarantors.
library FounderRing {
    function contains(uint64 present, uint8 index) internal pure returns (bool) {
        return (present >> index) & 1 == 1;
    }

    function add(uint64 present, uint8 index) internal pure returns (uint64) {
        return present | (uint64(1) << index);
    }

    function remove(uint64 present, uint8 index) internal pure returns (uint64) {
        return present & ~(uint64(1) << index);
    }

    /// @notice The first present founder after `index`, around the ring. The ring must not be empty.
    function next(uint64 present, uint8 index) internal pure returns (uint8) {
        uint256 upToIndex = (uint256(2) << index) - 1;
        uint256 after_ = present & ~upToIndex;
        uint256 from = after_ == 0 ? present : after_;
        // The lowest bit that is set: a number and its two's complement share just that one.
        return uint8(Math.log2(from & (~from + 1)));
    }

    /// @notice The ring guarantor in a slot: the next founder for slot 0, the one after for slot 1.
    function guarantor(uint64 present, uint8 index, uint8 slot) internal pure returns (uint8) {
        uint8 first = next(present, index);
        return slot == 0 ? first : next(present, first);
    }

    function count(uint64 present) internal pure returns (uint8 founders) {
        for (uint64 rest = present; rest != 0; rest &= rest - 1) ++founders;
    }
}
