// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The two sides of a stage, and of a dispute about it.
enum Side {
    Provider,
    Receiver
}
