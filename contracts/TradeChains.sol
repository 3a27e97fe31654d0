// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ChainLedger} from "./base/ChainLedger.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IERC1497} from "./interfaces/IERC1497.sol";
import {IGuarantorCourt} from "./interfaces/IGuarantorCourt.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ISuretyGraph} from "./interfaces/ISuretyGraph.sol";
import {ITradeChains} from "./interfaces/ITradeChains.sol";
import {ChainProposals} from "./libraries/ChainProposals.sol";
import {StageAgreements} from "./libraries/StageAgreements.sol";
import {StageBook} from "./libraries/StageBook.sol";
import {StageClaims} from "./libraries/StageClaims.sol";
import {StageClock} from "./libraries/StageClock.sol";
import {StageClosing} from "./libraries/StageClosing.sol";
import {StageMessages} from "./libraries/StageMessages.sol";
import {StageOutcomes} from "./libraries/StageOutcomes.sol";
import {StageRemedies} from "./libraries/StageRemedies.sol";
import {ChainRecord, TradeCall} from "./libraries/TradeStorage.sol";
import {Unwinding} from "./libraries/Unwinding.sol";
import {BondRole, bondId} from "./types/BondId.sol";
import {ChainId} from "./types/ChainId.sol";
import {Fault} from "./types/Fault.sol";
import {GuarantorPair} from "./types/GuarantorPair.sol";
import {MemberId, NO_MEMBER} from "./types/MemberId.sol";
import {PledgeId} from "./types/PledgeId.sol";
import {Side} from "./types/Side.sol";

/// @title Trade chains
/// @notice What every trade does is here; what is rare runs in external libraries, in this contract's name. Every move,
/// who may make it and when, is listed in `docs/state-machines.md`.
contract TradeChains is ChainLedger, IERC1497 {
    using StageBook for ChainRecord;
    using StageBook for Stage;
    using StageClosing for ChainRecord;
    using StageClosing for TradeCall;

    constructor(
        ICharter charter,
        IMembership membership,
        ICoverVault vault,
        ISuretyGraph graph,
        IGuarantorCourt court,
        address forwarder
    ) Module(charter, forwarder) ChainLedger(membership, vault, graph, court) {}

    /// @inheritdoc ITradeChains
    function propose(
        StageTerms[] calldata stages,
        bytes32 terms,
        uint40 acceptBy
    ) external returns (ChainId) {
        TradeCall memory call = _memberCall(ChainId.wrap(0), 0);
        return ChainProposals.propose(_records, call, stages, terms, acceptBy);
    }

    /// @inheritdoc ITradeChains
    function accept(ChainId chain) external {
        // Check: a participant in good standing who has not accepted yet, in time.
        TradeCall memory call = _memberCall(chain, 0);
        ChainRecord storage record = _records[chain];
        record.requireProposed(call);
        uint40 acceptBy = record.chain.acceptBy;
        if (call.now_ >= acceptBy) revert AcceptanceOver(chain, acceptBy);
        MemberId member = StageBook.member(call);
        (uint32 provides, uint32 receives) = record.rolesOf(member);
        if (provides | receives == 0) revert NotAParticipant(chain, member);
        uint32 providers = record.chain.providersAccepted;
        uint32 receivers = record.chain.receiversAccepted;
        if ((provides & providers) | (receives & receivers) != 0) {
            revert AlreadyAccepted(chain, member);
        }
        GuarantorPair pair = GRAPH.requireGoodStandingSince(member, record.chain.snapshot);

        // Effect: accepted in all roles; with the last acceptance the chain begins.
        providers |= provides;
        receivers |= receives;
        bool begins = providers & receivers == StageBook.allOf(record.chain.stageCount);
        record.chain.providersAccepted = providers;
        record.chain.receiversAccepted = receivers;
        if (begins) record.chain.state = ChainState.Active;
        emit ChainAccepted(chain, member);
        if (begins) _begin(record, call, call.now_);

        // Interaction: all prices are escrowed, then all bonds locked.
        _commit(record, chain, member, pair, provides, receives);
    }

    /// @inheritdoc ITradeChains
    function withdrawAcceptance(ChainId chain) external {
        Unwinding.withdrawAcceptance(_records[chain], _memberCall(chain, 0));
    }

    /// @inheritdoc ITradeChains
    function dissolve(ChainId chain) external {
        Unwinding.dissolve(_records[chain], _memberCall(chain, 0));
    }

    /// @inheritdoc ITradeChains
    function deliver(ChainId chain, uint8 stage, bytes32 evidence, bytes32 itemsRoot) external {
        TradeCall memory call = _memberCall(chain, stage);
        ChainRecord storage record = _records[chain];
        Stage storage delivered = record.stageIn(call, StageState.Open);
        if (StageBook.member(call) != delivered.provider) {
            revert WrongSide(chain, stage, Side.Provider);
        }
        uint16 sequence = delivered.nextMessage();
        delivered.state = StageState.Delivered;
        delivered.mark = call.now_;
        if (itemsRoot != 0) record.annexes[stage].itemsRoot = itemsRoot;
        emit StageDelivered(chain, stage, sequence, evidence, itemsRoot);
    }

    /// @inheritdoc ITradeChains
    function acceptDelivery(ChainId chain, uint8 stage) external {
        // Check: the receiver, or anyone once silence is acceptance.
        TradeCall memory call = _memberCall(chain, stage);
        ChainRecord storage record = _records[chain];
        Stage storage delivered = record.stageIn(call, StageState.Delivered);
        uint40 inspected = StageClock.ends(delivered.mark, delivered.inspection);
        if (call.now_ < inspected && StageBook.member(call) != delivered.receiver) {
            revert TooEarly(call.now_, inspected);
        }

        StageClosing.Settling memory money = record.settling(call, delivered.price, 0);

        // Effect: the stage closes.
        record.close(call, Closing.Accepted, call.now_);

        // Interaction: the price is paid out, the bonds go back.
        call.settle(money);
    }

    /// @inheritdoc ITradeChains
    function post(ChainId chain, uint8 stage, bytes32 digest, string calldata uri) external {
        StageMessages.post(_records[chain], _memberCall(chain, stage), digest, uri);
    }

    /// @inheritdoc ITradeChains
    function postFor(
        ChainId chain,
        uint8 stage,
        Side side,
        uint8 steps,
        uint256 path,
        bytes32 digest,
        string calldata uri
    ) external {
        TradeCall memory call = _memberCall(chain, stage);
        StageMessages.postFor(_records[chain], call, side, steps, path, digest, uri);
    }

    /// @inheritdoc ITradeChains
    function claim(
        ChainId chain,
        uint8 stage,
        ClaimKind kind,
        uint256 amount,
        bytes32 evidence,
        bool fromWallet
    ) external {
        StageClaims.Claim memory input = StageClaims.Claim(kind, amount, evidence, fromWallet);
        StageClaims.claim(_records[chain], _memberCall(chain, stage), input);
    }

    /// @inheritdoc ITradeChains
    function answer(ChainId chain, uint8 stage, uint256 counterclaim, bytes32 evidence) external {
        StageClaims.answer(_records[chain], _memberCall(chain, stage), counterclaim, evidence);
    }

    /// @inheritdoc ITradeChains
    function answerFor(
        ChainId chain,
        uint8 stage,
        uint8 steps,
        uint256 path,
        bytes32 evidence
    ) external {
        StageClaims.answerFor(_records[chain], _memberCall(chain, stage), steps, path, evidence);
    }

    /// @inheritdoc ITradeChains
    function appealFor(
        ChainId chain,
        uint8 stage,
        Side side,
        uint8 steps,
        uint256 path,
        bool fromWallet
    ) external {
        TradeCall memory call = _memberCall(chain, stage);
        StageClaims.appealFor(_records[chain], call, side, steps, path, fromWallet);
    }

    /// @inheritdoc ITradeChains
    function conclude(ChainId chain, uint8 stage) external {
        StageOutcomes.conclude(_records[chain], _runningCall(chain, stage));
    }

    /// @inheritdoc ITradeChains
    function drawAward(ChainId chain, uint8 stage, Side from) external {
        StageOutcomes.drawAward(_records[chain], _runningCall(chain, stage), from);
    }

    /// @inheritdoc ITradeChains
    function takeMoney(ChainId chain, uint8 stage) external {
        StageRemedies.takeMoney(_records[chain], _memberCall(chain, stage));
    }

    /// @inheritdoc ITradeChains
    function appointReplacement(
        ChainId chain,
        uint8 stage,
        MemberId provider,
        uint256 price,
        uint256 bond,
        uint32 duration
    ) external {
        StageRemedies.appointReplacement(
            _records[chain],
            _memberCall(chain, stage),
            StageRemedies.Replacement(provider, price, bond, duration)
        );
    }

    /// @inheritdoc ITradeChains
    function acceptReplacement(
        ChainId chain,
        uint8 stage,
        uint256 price,
        uint256 bond,
        uint32 duration
    ) external {
        StageRemedies.acceptReplacement(
            _records[chain],
            _memberCall(chain, stage),
            StageRemedies.Replacement(NO_MEMBER, price, bond, duration)
        );
    }

    /// @inheritdoc ITradeChains
    function proposeSettlement(
        ChainId chain,
        uint8 stage,
        Fault fault,
        uint256 compensation,
        Side payer
    ) external {
        StageAgreements.proposeSettlement(
            _records[chain],
            _memberCall(chain, stage),
            StageAgreements.Settlement(fault, compensation, payer)
        );
    }

    /// @inheritdoc ITradeChains
    function acceptSettlement(
        ChainId chain,
        uint8 stage,
        Fault fault,
        uint256 compensation,
        Side payer
    ) external {
        StageAgreements.acceptSettlement(
            _records[chain],
            _memberCall(chain, stage),
            StageAgreements.Settlement(fault, compensation, payer)
        );
    }

    /// @inheritdoc ITradeChains
    function proposeExtension(ChainId chain, uint8 stage, uint32 duration) external {
        StageAgreements.proposeExtension(_records[chain], _memberCall(chain, stage), duration);
    }

    /// @inheritdoc ITradeChains
    function acceptExtension(ChainId chain, uint8 stage, uint32 duration) external {
        StageAgreements.acceptExtension(_records[chain], _memberCall(chain, stage), duration);
    }

    /// @inheritdoc ITradeChains
    function cancelStage(ChainId chain, uint8 stage) external {
        Unwinding.cancelStage(_records[chain], _memberCall(chain, stage));
    }

    /// @inheritdoc ITradeChains
    function closeLapsed(ChainId chain, uint8 stage) external {
        Unwinding.closeLapsed(_records[chain], _runningCall(chain, stage));
    }

    /// @dev Opens the stages that wait for no other.
    function _begin(ChainRecord storage record, TradeCall memory call, uint40 now_) internal {
        emit ChainActivated(call.chain);
        uint8 stageCount = record.chain.stageCount;
        for (uint8 i = 0; i < stageCount; ++i) {
            if (record.stages[i].waitsFor == 0) record.open(call, i, now_);
        }
    }

    /// @dev Puts the member's money into every stage they take part in.
    function _commit(
        ChainRecord storage record,
        ChainId chain,
        MemberId member,
        GuarantorPair pair,
        uint32 provides,
        uint32 receives
    ) internal {
        uint32 roles = provides | receives;
        ICoverVault.Commitment[] memory commitments = new ICoverVault.Commitment[](
            StageBook.count(roles)
        );
        uint256 place;
        for (uint8 i = 0; roles >> i != 0; ++i) {
            if (roles & StageBook.bit(i) == 0) continue;
            ICoverVault.Commitment memory side = commitments[place];
            Stage storage stage = record.stages[i];
            if (provides & StageBook.bit(i) != 0) {
                side.bond = bondId(chain, i, BondRole.Provider);
                side.amount = stage.providerBond;
            } else {
                side.bond = bondId(chain, i, BondRole.Receiver);
                side.price = stage.price;
                side.amount = stage.receiverBond;
            }
            ++place;
        }
        (PledgeId backing0, PledgeId backing1) = record.backingOf(member, pair);
        VAULT.commit(member, commitments, backing0, backing1);
    }
}
