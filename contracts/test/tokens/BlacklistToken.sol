// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token whose issuer can bar addresses from sending and receiving
contract BlacklistToken is TestToken {
    mapping(address account => bool blocked) public blocked;

    error Blocked(address account);

    constructor() TestToken("Blacklist Dollar", "BUSD") {}

    function setBlocked(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (blocked[from]) revert Blocked(from);
        if (blocked[to]) revert Blocked(to);
        super._update(from, to, amount);
    }
}
