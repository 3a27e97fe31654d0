// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ERC-1497: evidence
/// @notice The event that evidence tools read.
interface IERC1497 {
    /// @notice A document was posted as evidence.
    /// @param arbitrator The court
    /// @param evidenceGroupID The dispute the evidence belongs to, or would belong to
    /// @param party Who posted it
    /// @param evidence URI of an evidence document
    event Evidence(
        address indexed arbitrator,
        uint256 indexed evidenceGroupID,
        address indexed party,
        string evidence
    );
}
