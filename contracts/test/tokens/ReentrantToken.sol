// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that makes a call of the attacker's choice in the middle of its next transfer, or of its next permit
/// @dev The attacker's call comes from the token itself. What became of it can be read afterwards.
contract ReentrantToken is TestToken {
    address public aim;
    bytes public data;
    bool public waitsForPermit;

    bool public attempted;
    bool public succeeded;
    bytes public answer;

    constructor() TestToken("Reentrant Dollar", "RUSD") {}

    function arm(address target_, bytes calldata data_) external {
        _arm(target_, data_, false);
    }

    /// @notice The same for the next permit: transfers before it go by.
    function armPermit(address target_, bytes calldata data_) external {
        _arm(target_, data_, true);
    }

    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) public override {
        super.permit(owner, spender, value, deadline, v, r, s);
        if (waitsForPermit) _callBack();
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (!waitsForPermit) _callBack();
    }

    function _arm(address target_, bytes calldata data_, bool waitsForPermit_) private {
        aim = target_;
        data = data_;
        waitsForPermit = waitsForPermit_;
        attempted = false;
        succeeded = false;
        delete answer;
    }

    function _callBack() private {
        address target_ = aim;
        if (target_ == address(0)) return;
        aim = address(0);
        attempted = true;
        (succeeded, answer) = target_.call(data);
    }
}
