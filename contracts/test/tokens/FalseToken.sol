// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that, while refusing, answers `false` instead of reverting, and moves nothing
contract FalseToken is TestToken {
    bool public refusing;

    constructor() TestToken("False Dollar", "XUSD") {}

    function setRefusing(bool refusing_) external {
        refusing = refusing_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transferFrom(from, to, amount);
    }
}
