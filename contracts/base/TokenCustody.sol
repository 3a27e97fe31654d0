// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {Module} from "./Module.sol";

/// @title The one place of a community where tokens come in and go out
/// @notice Knows nobody's account.
/// @dev Whoever calls it holds the guard against re-entry.
abstract contract TokenCustody is ICoverVault, Module {
    using SafeERC20 for IERC20;

    /// @notice The settlement token.
    IERC20 public immutable TOKEN;

    constructor() {
        TOKEN = IERC20(CHARTER.token());
    }

    /// @dev Pulls tokens and tells what arrived. The balance stays below 2^96, so no credit overflows an account.
    function _pull(address from, uint96 amount) internal returns (uint96 arrived) {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(from, address(this), amount);
        uint256 balance = TOKEN.balanceOf(address(this));
        if (balance > type(uint96).max) revert BalanceTooLarge(balance, type(uint96).max);
        if (balance <= before) revert NothingArrived();
        return uint96(balance - before);
    }

    function _push(address to, uint96 amount) internal {
        TOKEN.safeTransfer(to, amount);
    }

    /// @dev A permit that was used by somebody else already has done its work; the transfer tells.
    function _tryPermit(
        address owner,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) internal {
        try
            IERC20Permit(address(TOKEN)).permit(owner, address(this), amount, deadline, v, r, s)
        {} catch {}
    }

    /// @dev An amount of the outside: more than 0 and no more than a uint96 holds.
    function _positive(uint256 amount) internal pure returns (uint96) {
        if (amount == 0) revert ZeroAmount();
        return _amount(amount);
    }
}
