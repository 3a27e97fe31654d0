// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title The wallet of one member of a `Crowd`
/// @notice Does what the crowd says.
contract CrowdWallet {
    address private immutable _crowd;

    /// @notice Somebody else gives orders.
    error NotCrowd(address caller);

    constructor() {
        _crowd = msg.sender;
    }

    /// @notice Calls another contract.
    /// @param target The contract
    /// @param data The call
    function act(address target, bytes calldata data) external {
        if (msg.sender != _crowd) revert NotCrowd(msg.sender);
        Address.functionCall(target, data);
    }
}
