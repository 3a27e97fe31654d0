// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHookedWallet} from "./tokens/CapriciousToken.sol";

/// @title A wallet that makes a call of its own whenever a token tells it of a transfer
/// @notice What it calls stands as the code of an address, so that it can be changed without a transaction.
contract ReenteringWallet is IHookedWallet {
    /// @notice Its code is the ABI encoding of an address and of call data; no code, no call.
    address public constant ORDER = address(0x0de7);

    /// @notice How many calls were made.
    uint256 public calls;

    /// @notice Whether the last one went through.
    bool public succeeded;

    /// @inheritdoc IHookedWallet
    function onTransfer() external {
        bytes memory order = ORDER.code;
        if (order.length == 0) return;
        (address target, bytes memory data) = abi.decode(order, (address, bytes));
        ++calls;
        (succeeded, ) = target.call(data);
    }
}
