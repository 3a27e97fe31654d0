// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MedianTally} from "../contracts/libraries/MedianTally.sol";
import {Fault} from "../contracts/types/Fault.sol";

// What a proof requires is no check that anybody meets.
/* solhint-disable gas-custom-errors */

/// @title What must hold of votes and quorums
/// @notice For every input that its callers let through. Never deployed.
contract MedianProofs {
    /// @notice CRT-4: a nibble that counts stands for a vote that may be cast, and for no other nibble's.
    function nibbleStandsForOneVote(uint256 nibble) external pure {
        require(nibble >= MedianTally.FIRST_VOTE && nibble <= MedianTally.LAST_VOTE);
        Fault vote = MedianTally.decode(nibble);
        assert(vote.isVote());
        assert(MedianTally.encode(vote) == nibble);
    }

    /// @notice CRT-4: every vote has a nibble that counts, thus neither that of no vote nor that of a paid one.
    function voteHasOneNibble(uint16 fault) external pure {
        Fault vote = Fault.wrap(fault);
        require(vote.isVote());
        uint256 nibble = MedianTally.encode(vote);
        assert(nibble >= MedianTally.FIRST_VOTE && nibble <= MedianTally.LAST_VOTE);
        assert(nibble != MedianTally.PAID_VOTE);
        assert(Fault.unwrap(MedianTally.decode(nibble)) == fault);
    }

    /// @notice CRT-4: all seats are a quorum, whatever the share that is asked for.
    function allSeatsAreQuorate(uint8 seats, uint16 quorumBps) external pure {
        require(quorumBps <= 10_000);
        assert(MedianTally.isQuorate(seats, seats, quorumBps));
    }

    /// @notice CRT-4: no votes are no quorum.
    function noVotesAreNotQuorate(uint8 seats, uint16 quorumBps) external pure {
        require(seats >= 1 && quorumBps >= 1);
        assert(!MedianTally.isQuorate(0, seats, quorumBps));
    }

    /// @notice CRT-4: one more vote never loses a quorum.
    function moreVotesStayQuorate(uint8 votes, uint8 seats, uint16 quorumBps) external pure {
        require(MedianTally.isQuorate(votes, seats, quorumBps));
        assert(MedianTally.isQuorate(uint256(votes) + 1, seats, quorumBps));
    }

    /// @notice CRT-4: at a quorum of one half, the boundary counts: half of the seats suffice, one vote less does not.
    function halfIsQuorate(uint8 votes, uint8 seats) external pure {
        assert(MedianTally.isQuorate(votes, seats, 5_000) == (2 * uint256(votes) >= seats));
    }
}
