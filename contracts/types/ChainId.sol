// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The name of a production chain: a digest of everything that was proposed, with its low 24 bits zero.
/// @dev Because the name is made from the content, an acceptance signed offline can never be spent on other terms,
/// not even after a reorganisation. The low bits are where the names of a chain's bonds and disputes carry the stage.
type ChainId is uint256;

function chainIdOf(bytes32 digest) pure returns (ChainId) {
    return ChainId.wrap((uint256(digest) >> 24) << 24);
}
