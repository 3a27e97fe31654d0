// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ERC-5192: minimal soulbound tokens
/// @notice Cards that never move by transfer (interface id 0xb45a3c0e).
interface IERC5192 {
    /// @notice The token cannot be transferred.
    /// @param tokenId The card: a `MemberId`
    event Locked(uint256 tokenId);

    /// @notice The token can be transferred; never emitted here.
    /// @param tokenId The card: a `MemberId`
    event Unlocked(uint256 tokenId);

    /// @notice Whether the token cannot be transferred.
    /// @param tokenId A card that was minted: a `MemberId`
    /// @return True for every card
    function locked(uint256 tokenId) external view returns (bool);
}
