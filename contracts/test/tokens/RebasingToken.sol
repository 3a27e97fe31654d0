// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token whose issuer changes everybody's balance at once
/// @notice A balance is what an account was given, times `index` over one million.
contract RebasingToken is TestToken {
    uint256 private constant UNIT = 1_000_000;

    /// @notice What a share of one million stands for (token units).
    uint256 public index = UNIT;

    constructor() TestToken("Rebasing Dollar", "EUSD") {}

    /// @notice Lets every balance grow or shrink.
    function setIndex(uint256 index_) external {
        index = index_;
    }

    /// @notice The balance after all rebasing, rounded down (token units).
    function balanceOf(address account) public view override returns (uint256) {
        return (super.balanceOf(account) * index) / UNIT;
    }

    function _update(address from, address to, uint256 amount) internal override {
        // What is moved is rounded up in shares: nobody sends more than they have.
        uint256 shares = (amount * UNIT + index - 1) / index;
        super._update(from, to, shares);
    }
}
