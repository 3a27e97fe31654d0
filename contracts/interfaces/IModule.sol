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
    /// @param caller Who called
    /// @param deployer Who may
    error NotDeployer(address caller, address deployer);

    /// @notice Only another module of this community may call this function.
    /// @param caller Who called
    error NotModule(address caller);

    /// @notice The called contract has no such function.
    /// @param selector What was called; 0 where the call names none
    error UnknownFunction(bytes4 selector);

    /// @notice An address or contract was expected.
    error ZeroAddress();

    /// @notice The wallet holds no card of this community.
    /// @param wallet Who called, or was named
    error NotAMember(address wallet);

    /// @notice No member has this number.
    /// @param member The number that was given
    error NoSuchMember(MemberId member);

    /// @notice Somebody else may do this.
    /// @param actual The member who called
    /// @param expected The only member who may
    error WrongMember(MemberId actual, MemberId expected);

    /// @notice An amount does not fit the books.
    /// @param amount What was given (token units)
    /// @param max 2^96 - 1
    error AmountTooLarge(uint256 amount, uint256 max);

    /// @notice Nothing would move: an amount above 0 is needed.
    error ZeroAmount();

    /// @notice A walk has 1 to 6 steps.
    /// @param steps What was given
    error TooManySteps(uint8 steps);

    /// @notice The path holds more bits than it has steps.
    /// @param path The bits that were given
    /// @param steps How many of them count
    error PathTooLong(uint256 path, uint8 steps);
}
