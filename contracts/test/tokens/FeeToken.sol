// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that burns a part of every transfer, rounded down
/// @notice The receiver pays it: a fee above the whole takes more than was sent.
contract FeeToken is TestToken {
    uint256 public feeBps = 100;

    constructor() TestToken("Fee Dollar", "FUSD") {}

    function setFee(uint256 feeBps_) external {
        feeBps = feeBps_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : (amount * feeBps) / 10_000;
        super._update(from, to, amount);
        if (fee > 0) super._update(to, address(0), fee);
    }
}
