// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that makes a call of the attacker's choice in the middle of its next transfer
/// @dev The attacker's call comes from the token itself. What became of it can be read afterwards.
contract ReentrantToken is TestToken {
    address public aim;
    bytes public data;

    bool public attempted;
    bool public succeeded;
    bytes public answer;

    constructor() TestToken("Reentrant Dollar", "RUSD") {}

    function arm(address target_, bytes calldata data_) external {
        aim = target_;
        data = data_;
        attempted = false;
        succeeded = false;
        delete answer;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        address target_ = aim;
        if (target_ == address(0)) return;
        aim = address(0);
        attempted = true;
        (succeeded, answer) = target_.call(data);
    }
}
