// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The provider's share of the blame, in basis points: 0 is the receiver's fault alone, 10,000 the provider's.
type Fault is uint16;

using {isValid, isVote, ofAmount} for Fault global;

/// @dev The whole blame is the provider's.
Fault constant PROVIDER_AT_FAULT = Fault.wrap(10_000);

/// @dev Nobody voted who could be counted: the blame is shared evenly.
Fault constant EVEN_FAULT = Fault.wrap(5_000);

uint16 constant FAULT_SCALE = 10_000;

/// @dev Votes are cast in steps of 10 per cent.
uint16 constant FAULT_STEP = 1_000;

function isValid(Fault fault) pure returns (bool) {
    return Fault.unwrap(fault) <= FAULT_SCALE;
}

function isVote(Fault fault) pure returns (bool) {
    return isValid(fault) && Fault.unwrap(fault) % FAULT_STEP == 0;
}

/// @notice The provider's share of `amount`, rounded down to a whole token unit.
function ofAmount(Fault fault, uint96 amount) pure returns (uint96) {
    // A share of a uint96 by a fault of at most 10,000 fits a uint96 again.
    return uint96((uint256(amount) * Fault.unwrap(fault)) / FAULT_SCALE);
}
