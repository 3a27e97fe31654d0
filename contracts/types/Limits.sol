// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev How far liability and judgement rise. No transaction loops longer than this number, the stages of a chain
/// or the founders allow.
uint8 constant SIX_HANDSHAKES = 6;

/// @dev The most stages a production chain has.
uint8 constant MAX_STAGES = 32;

/// @dev The most payees a stage has.
uint8 constant MAX_PAYEES = 32;

/// @dev The least and the most founders. The most counts everybody who ever was one, so that the circle of any past
/// time fits one storage slot.
uint8 constant MIN_FOUNDERS = 3;
uint8 constant MAX_FOUNDERS = 64;

/// @dev Ten thousand basis points are the whole.
uint16 constant BASIS_POINTS = 10_000;
