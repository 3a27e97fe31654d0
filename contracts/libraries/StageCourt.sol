// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {StageClock} from "./StageClock.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title The steps between a claim and the court
/// @notice When a claim must be answered, what silence means, and how the court is opened and closed.
library StageCourt {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;

    /// @dev The response window of the charter version that the chain keeps (seconds).
    function responseWindow(
        ChainRecord storage self,
        TradeCall memory call
    ) internal view returns (uint32) {
        return call.charter.dealRulesOf(self.chain.version).responseWindow;
    }

    /// @dev When the time to answer a claim, or to choose a remedy, ends: a claim leaves the response window with the
    /// stage, in the place of an extension that does not matter any more.
    function windowEnd(ITradeChains.Stage storage stage) internal view returns (uint40) {
        return StageClock.ends(stage.mark, stage.extension);
    }

    /// @dev Whether silence concedes the claim: an unanswered default or defect that no other payee would lose by.
    function isConceding(
        ChainRecord storage self,
        TradeCall memory call
    ) internal view returns (bool) {
        ITradeChains.Stage storage stage = self.stages[call.stage];
        ITradeChains.ClaimKind kind = stage.kind;
        bool isFailure =
            kind == ITradeChains.ClaimKind.Default || kind == ITradeChains.ClaimKind.Defect;
        return isFailure && !stage.answered && !self.hasOtherPayees(call);
    }

    /// @dev Brings the stage before the court as of `openedAt`, with the counterclaim of the side that did not claim.
    function bringToCourt(
        ITradeChains.Stage storage stage,
        TradeCall memory call,
        uint96 counterclaim,
        uint40 openedAt
    ) internal returns (DisputeId dispute) {
        if (stage.claimant == Side.Receiver) stage.providerClaim = counterclaim;
        else stage.receiverClaim = counterclaim;
        stage.state = ITradeChains.StageState.Disputed;
        stage.mark = openedAt;
        dispute = stage.disputeName(call);
        emit ITradeChains.StageDisputed(call.chain, call.stage, dispute, counterclaim);
    }

    /// @dev The court has opened by itself at the end of the time to answer, whenever that is booked here: the party's
    /// silence counts as a counterclaim of the claimant's whole bond.
    function bringToCourtUnanswered(
        ITradeChains.Stage storage stage,
        TradeCall memory call
    ) internal {
        bringToCourt(stage, call, stage.bondOf(stage.claimant), windowEnd(stage));
    }

    /// @dev Ends the dispute without a ruling. Fees that nobody earned go back at once, if that works now; otherwise
    /// anybody can call for them later.
    function closeDispute(ITradeChains.Stage storage stage, TradeCall memory call) internal {
        DisputeId dispute = stage.disputeName(call);
        call.court.close(dispute);
        if (call.vault.feesOf(dispute) > 0) {
            try call.court.returnFees(dispute) {} catch {}
        }
    }
}
