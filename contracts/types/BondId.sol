// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ChainId} from "./ChainId.sol";

/// @notice The name of one party's bond in one stage: `chain (232 bits) | stage (16 bits) | role (8 bits)`.
type BondId is uint256;

/// @notice Whose bond it is. A replacement provider has a bond of their own, so that nothing of the first one's mixes
/// with it.
enum BondRole {
    Provider,
    Receiver,
    Replacement
}

function bondId(ChainId chain, uint8 stage, BondRole role) pure returns (BondId) {
    return BondId.wrap(ChainId.unwrap(chain) | (uint256(stage) << 8) | uint8(role));
}
