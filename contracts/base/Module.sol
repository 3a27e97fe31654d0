// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ICharter} from "../interfaces/ICharter.sol";
import {IModule} from "../interfaces/IModule.sol";
import {ClosedInterface} from "./ClosedInterface.sol";

/// @title What every module of a community is built on
/// @notice Its charter, its forwarder, and being sealed once.
/// @dev Members' calls go by `_msgSender()`, which a trusted forwarder may speak for. Calls between modules go by the
/// raw `msg.sender` and never trust the forwarder.
abstract contract Module is IModule, ClosedInterface, ERC2771Context {
    /// @notice The charter of the community.
    ICharter public immutable CHARTER;

    address private immutable _deployer;

    constructor(ICharter charter, address forwarder) ERC2771Context(forwarder) {
        if (address(charter) == address(0)) revert ZeroAddress();
        CHARTER = charter;
        _deployer = msg.sender;
    }

    /// @dev Only the deployer, and only while `first`, the first of the module's backward references, is empty.
    function _authoriseSeal(address first) internal view {
        if (msg.sender != _deployer) revert NotDeployer(msg.sender, _deployer);
        if (first != address(0)) revert AlreadySealed();
    }

    function _requireModule(address module) internal view {
        if (msg.sender != module) revert NotModule(msg.sender);
    }

    function _requireNonzero(address target) internal pure {
        if (target == address(0)) revert ZeroAddress();
    }

    /// @dev The one place where token amounts of the outside are narrowed: more than 2^96 - 1 is an error.
    function _amount(uint256 amount) internal pure returns (uint96) {
        if (amount > type(uint96).max) revert AmountTooLarge(amount, type(uint96).max);
        return uint96(amount);
    }
}
