// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that, while idle, answers `true` and moves nothing
contract IdleToken is TestToken {
    bool public idle;

    constructor() TestToken("Idle Dollar", "IUSD") {}

    function setIdle(bool idle_) external {
        idle = idle_;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return idle || super.transferFrom(from, to, amount);
    }
}
