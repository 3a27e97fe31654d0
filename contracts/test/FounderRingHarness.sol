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

    /// @dev Both ring guarantors of each index in each ring, slot 0 first, a byte each.
    function guarantors(
        uint64[] calldata rings,
        uint8[] calldata indices
    ) external pure returns (bytes memory found) {
        found = new bytes(rings.length * indices.length * 2);
        for (uint256 i = 0; i < found.length; ++i) {
            uint64 present = rings[i / (indices.length * 2)];
            uint8 index = indices[(i / 2) % indices.length];
            found[i] = bytes1(present.guarantor(index, uint8(i % 2)));
        }
    }
}
