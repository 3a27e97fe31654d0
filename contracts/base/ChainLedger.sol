// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {PayeeList} from "../libraries/PayeeList.sol";
import {StageBook} from "../libraries/StageBook.sol";
import {StageClock} from "../libraries/StageClock.sol";
import {ChainRecord, TradeCall} from "../libraries/TradeStorage.sol";
import {BondId} from "../types/BondId.sol";
import {ChainId} from "../types/ChainId.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {Module} from "./Module.sol";

/// @title The chains on record
/// @notice Where chains and stages are kept, and everything that can be asked about them.
abstract contract ChainLedger is ITradeChains, Module {
    using PayeeList for mapping(uint256 => uint256);
    using StageBook for ChainRecord;
    using StageBook for Stage;

    /// @notice Who belongs to the community.
    IMembership public immutable MEMBERSHIP;

    /// @notice Where all money is.
    ICoverVault public immutable VAULT;

    /// @notice Who answers for whom.
    ISuretyGraph public immutable GRAPH;

    /// @notice Who judges.
    IGuarantorCourt public immutable COURT;

    mapping(ChainId chain => ChainRecord record) internal _records;

    constructor(
        IMembership membership,
        ICoverVault vault,
        ISuretyGraph graph,
        IGuarantorCourt court
    ) {
        _requireNonzero(address(membership));
        _requireNonzero(address(vault));
        _requireNonzero(address(graph));
        _requireNonzero(address(court));
        MEMBERSHIP = membership;
        VAULT = vault;
        GRAPH = graph;
        COURT = court;
    }

    /// @inheritdoc ITradeChains
    function chainOf(ChainId chain) external view returns (Chain memory) {
        return _records[chain].chain;
    }

    /// @inheritdoc ITradeChains
    function stageOf(ChainId chain, uint8 stage) external view returns (Stage memory found) {
        found = _stageAt(chain, stage);
        if (found.state == StageState.None) found.state = StageState.Closed;
    }

    /// @inheritdoc ITradeChains
    function payeesOf(ChainId chain, uint8 stage) external view returns (Payee[] memory) {
        uint8 count = _stageAt(chain, stage).payeeCount;
        return _records[chain].annexes[stage].payees.load(count);
    }

    /// @inheritdoc ITradeChains
    function appointmentOf(ChainId chain, uint8 stage) external view returns (Appointment memory) {
        _stageAt(chain, stage);
        return _records[chain].annexes[stage].appointment;
    }

    /// @inheritdoc ITradeChains
    function dueOf(ChainId chain, uint8 stage) external view returns (uint40) {
        Stage storage open = _records[chain].stageIn(_viewCall(chain, stage), StageState.Open);
        return StageClock.due(open.mark, open.duration, open.extension);
    }

    /// @inheritdoc ITradeChains
    function snapshotOf(ChainId chain, uint8 stage) external view returns (uint40) {
        _stageAt(chain, stage);
        return _records[chain].snapshotOf(stage);
    }

    /// @inheritdoc ITradeChains
    function namesOf(
        ChainId chain,
        uint8 stage
    ) external view returns (BondId provider, BondId receiver, DisputeId dispute) {
        TradeCall memory call = _viewCall(chain, stage);
        Stage storage named = _stageAt(chain, stage);
        provider = named.bondName(call, Side.Provider);
        receiver = named.bondName(call, Side.Receiver);
        dispute = named.disputeName(call);
    }

    /// @inheritdoc ITradeChains
    function verifyItem(
        ChainId chain,
        uint8 stage,
        bytes32 item,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 root = _records[chain].annexes[stage].itemsRoot;
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(item))));
        return root != 0 && MerkleProof.verifyCalldata(proof, root, leaf);
    }

    /// @dev The stage, closed or not.
    function _stageAt(ChainId chain, uint8 stage) internal view returns (Stage storage) {
        if (stage >= _records[chain].chain.stageCount) revert NoSuchStage(chain, stage);
        return _records[chain].stages[stage];
    }

    /// @dev A call in which it matters who calls; not under a pause.
    function _memberCall(ChainId chain, uint8 stage) internal view returns (TradeCall memory) {
        address caller = _msgSender();
        (uint40 now_, uint16 version, MemberId member) = MEMBERSHIP.whoCalls(caller);
        return _call(chain, stage, caller, now_, version, member);
    }

    /// @dev A call that anybody may make; not under a pause.
    function _runningCall(ChainId chain, uint8 stage) internal view returns (TradeCall memory) {
        (uint40 now_, uint16 version) = CHARTER.running();
        return _call(chain, stage, _msgSender(), now_, version, NO_MEMBER);
    }

    /// @dev A call that only asks: it has no time, and no member makes it.
    function _viewCall(ChainId chain, uint8 stage) private view returns (TradeCall memory) {
        return _call(chain, stage, _msgSender(), 0, 0, NO_MEMBER);
    }

    function _call(
        ChainId chain,
        uint8 stage,
        address caller,
        uint40 now_,
        uint16 version,
        MemberId member
    ) private view returns (TradeCall memory) {
        return
            TradeCall({
                charter: CHARTER,
                membership: MEMBERSHIP,
                vault: VAULT,
                graph: GRAPH,
                court: COURT,
                caller: caller,
                chain: chain,
                stage: stage,
                now_: now_,
                version: version,
                member: member
            });
    }
}
