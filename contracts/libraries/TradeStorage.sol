// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {ChainId} from "../types/ChainId.sol";
import {MAX_STAGES} from "../types/Limits.sol";
import {MemberId} from "../types/MemberId.sol";

/// @notice What the trade contract stores of one chain.
/// @param chain The chain
/// @param stages Its stages
/// @param annexes What only some stages have
struct ChainRecord {
    ITradeChains.Chain chain;
    ITradeChains.Stage[MAX_STAGES] stages;
    mapping(uint8 stage => StageAnnex annex) annexes;
}

/// @notice What only some stages have.
/// @param payees Five payees a word, see `PayeeList`
/// @param itemsRoot Merkle root of the item codes of the delivery
/// @param offer Hash of the settlement or extension that one side has offered
/// @param appointment The replacement provider
struct StageAnnex {
    mapping(uint256 word => uint256 payees) payees;
    bytes32 itemsRoot;
    bytes32 offer;
    ITradeChains.Appointment appointment;
}

/// @notice One call of the trade contract: who calls about which stage, and the other modules, as the libraries that run
/// in the contract's name need them.
/// @param charter Rules and clock
/// @param membership Who belongs to the community
/// @param vault Where all money is
/// @param graph Who answers for whom
/// @param court Who judges
/// @param caller The wallet that calls, or that signed
/// @param chain The chain
/// @param stage The number of the stage; 0 where the call is about the chain
/// @param now_ The protocol clock; 0 in a view
/// @param version The parameter version in force; 0 in a view
/// @param member The member who calls; `NO_MEMBER` for a stranger, and where anybody may call
struct TradeCall {
    ICharter charter;
    IMembership membership;
    ICoverVault vault;
    ISuretyGraph graph;
    IGuarantorCourt court;
    address caller;
    ChainId chain;
    uint8 stage;
    uint40 now_;
    uint16 version;
    MemberId member;
}
