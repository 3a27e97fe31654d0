// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FounderRing} from "../libraries/FounderRing.sol";

/// @title Shows the ring of founders to tests
contract FounderRingHarness {
    using FounderRing for uint64;

    function contains(uint64 present, uint8 index) external pure returns (bool) {
        return present.contains(index);
    }

    function add(uint64 present, uint8 index) external pure returns (uint64) {
        return present.add(index);
    }

    function remove(uint64 present, uint8 index) external pure returns (uint64) {
        return present.remove(index);
    }

    function next(uint64 present, uint8 index) external pure returns (uint8) {
        return present.next(index);
    }

    function count(uint64 present) external pure returns (uint8) {
        return present.count();
    }

    /// @dev Both ring guarantors of every index from 0 to 63, slot 0 first, for each of the rings.
    function guarantors(uint64[] calldata rings) external pure returns (uint8[] memory found) {
        found = new uint8[](rings.length * 128);
        for (uint256 i = 0; i < found.length; ++i) {
            uint8 index = uint8((i % 128) / 2);
            found[i] = rings[i / 128].guarantor(index, uint8(i % 2));
        }
    }
}
