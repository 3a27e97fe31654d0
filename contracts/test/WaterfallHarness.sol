// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Waterfall} from "../libraries/Waterfall.sol";

/// @title Lets tests call the pure arithmetic of cover
contract WaterfallHarness {
    function split(
        uint96 amount,
        uint96 room0,
        uint96 room1
    ) external pure returns (uint96 part0, uint96 part1) {
        return Waterfall.split(amount, room0, room1);
    }

    function share(
        uint96 amount,
        uint96 part0,
        uint96 part1
    ) external pure returns (uint96 from0, uint96 from1) {
        return Waterfall.share(amount, part0, part1);
    }

    function min(uint96 a, uint96 b) external pure returns (uint96) {
        return Waterfall.min(a, b);
    }
}
