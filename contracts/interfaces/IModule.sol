// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "../types/MemberId.sol";

/// @title What all modules of a community share: how they are wired, and the errors any of them may raise
/// @notice Modules know the ones deployed before them by immutable addresses. The few calls in the other direction are
/// authorised once, by `seal`, which only the deployer can call and only once; afterwards the deployer has no power.
interface IModule {
    /// @notice The module knows its callers now; nobody can change them any more.
    event Sealed();

    /// @notice `seal` was called before.
    error AlreadySealed();

    /// @notice The community is not wired yet: nobody may trust it with money.
    error NotSealed();

    /// @notice Only the deployer seals.
    error NotDeployer(address caller, address deployer);

    /// @notice Only another module of this community may call this function.
    error NotModule(address caller);

    /// @notice The called contract has no function with this selector (0 where the call names none).
    error UnknownFunction(bytes4 selector);

    /// @notice An address or contract was expected.
    error ZeroAddress();

    /// @notice The wallet holds no card of this community.
    error NotAMember(address wallet);

    /// @notice No member has this number.
    error NoSuchMember(MemberId member);

    /// @notice Only `expected` may do this, and `actual` called.
    error WrongMember(MemberId actual, MemberId expected);

    /// @notice Amounts are at most 2^96 - 1 token units.
    error AmountTooLarge(uint256 amount, uint256 max);

    /// @notice Nothing would move: an amount above 0 is needed.
    error ZeroAmount();
}
