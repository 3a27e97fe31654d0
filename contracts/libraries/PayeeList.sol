// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {MemberId} from "../types/MemberId.sol";

/// @title The payees of a stage
/// @notice Five in a storage word: `member (32 bits) | share (16 bits)` each, the first lowest.
library PayeeList {
    uint256 private constant PER_WORD = 5;
    uint256 private constant BITS = 48;
    uint256 private constant SHARE_BITS = 16;

    function store(
        mapping(uint256 word => uint256 payees) storage self,
        ITradeChains.Payee[] calldata payees
    ) internal {
        uint256 word;
        for (uint256 i = 0; i < payees.length; ++i) {
            uint256 place = i % PER_WORD;
            uint256 payee =
                (uint256(MemberId.unwrap(payees[i].member)) << SHARE_BITS) | payees[i].shareBps;
            word |= payee << (place * BITS);
            if (place == PER_WORD - 1 || i == payees.length - 1) {
                self[i / PER_WORD] = word;
                word = 0;
            }
        }
    }

    function load(
        mapping(uint256 word => uint256 payees) storage self,
        uint256 count
    ) internal view returns (ITradeChains.Payee[] memory payees) {
        payees = new ITradeChains.Payee[](count);
        uint256 word;
        for (uint256 i = 0; i < count; ++i) {
            word = i % PER_WORD == 0 ? self[i / PER_WORD] : word >> BITS;
            payees[i].member = MemberId.wrap(uint32(word >> SHARE_BITS));
            payees[i].shareBps = uint16(word);
        }
    }
}
