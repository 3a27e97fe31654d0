// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev `word` with the field at `offset`, `mask` wide, holding `value`, which fits the mask.
function withField(
    uint256 word,
    uint256 offset,
    uint256 mask,
    uint256 value
) pure returns (uint256) {
    return (word & ~(mask << offset)) | (value << offset);
}
