// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token whose issuer can stop all transfers
contract PausableToken is TestToken {
    bool public paused;

    error TransfersPaused();

    constructor() TestToken("Pausable Dollar", "PUSD") {}

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (paused) revert TransfersPaused();
        super._update(from, to, amount);
    }
}
