// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ChainId} from "./ChainId.sol";

/// @notice The name of a dispute: `chain (232 bits) | stage (16 bits) | attempt (8 bits)`; attempt 1 is the stage with
/// its replacement provider.
type DisputeId is uint256;

function disputeId(ChainId chain, uint8 stage, bool replaced) pure returns (DisputeId) {
    return DisputeId.wrap(ChainId.unwrap(chain) | (uint256(stage) << 8) | (replaced ? 1 : 0));
}
