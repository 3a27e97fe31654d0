// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {BondId} from "../types/BondId.sol";
import {BASIS_POINTS} from "../types/Limits.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {PayeeList} from "./PayeeList.sol";
import {StageBook} from "./StageBook.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Opening, paying and closing stages
/// @notice The steps that all ends of a stage share.
library StageClosing {
    using PayeeList for mapping(uint256 => uint256);
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;

    /// @dev What is to be done with a stage's money when it closes.
    struct Settling {
        BondId providerBond;
        MemberId provider;
        BondId receiverBond;
        MemberId receiver;
        ICoverVault.Payment[] payments;
    }

    /// @dev The stage of the call begins.
    function open(
        ChainRecord storage self,
        TradeCall memory call,
        uint8 index,
        uint40 now_
    ) internal {
        ITradeChains.Stage storage stage = self.stages[index];
        stage.state = ITradeChains.StageState.Open;
        stage.mark = now_;
        emit ITradeChains.StageOpened(call.chain, index, now_ + stage.duration);
    }

    /// @dev Books that the stage has finally closed; the chain closes with its last stage. Money is the caller's matter,
    /// and what is needed for it is read before: of a closed stage only the parties and amounts stay on record.
    function close(
        ChainRecord storage self,
        TradeCall memory call,
        ITradeChains.Closing closing,
        uint40 now_
    ) internal {
        bool delivered = _clear(self.stages[call.stage]);
        uint8 stageCount = self.chain.stageCount;
        uint32 closed = self.chain.closed | StageBook.bit(call.stage);
        bool isLast = closed == StageBook.allOf(stageCount);
        self.chain.closed = closed;
        if (!delivered) self.chain.undelivered |= StageBook.bit(call.stage);
        if (isLast) self.chain.state = ITradeChains.ChainState.Closed;
        emit ITradeChains.StageClosed(call.chain, call.stage, closing);
        if (isLast) emit ITradeChains.ChainClosed(call.chain);
        else _openWaiting(self, call, stageCount, closed, now_);
    }

    /// @dev The payments that divide a price between what is paid out and a refund to the receiver. Of what is paid out
    /// the premiums of the provider's guarantors come off first; payees share the rest; the provider gets the remainder.
    function divide(
        ChainRecord storage self,
        TradeCall memory call,
        uint96 paidOut,
        uint96 refund
    ) internal returns (ICoverVault.Payment[] memory payments) {
        ITradeChains.Stage storage stage = self.stages[call.stage];
        uint256 refunds = refund > 0 ? 1 : 0;
        if (paidOut > 0) payments = _payOut(self, call, paidOut, refunds);
        else if (refund > 0) payments = new ICoverVault.Payment[](1);
        if (refund > 0) _set(payments, payments.length - 1, stage.receiver, refund);
    }

    /// @dev Everything that `settle` needs to know of the stage, read before the stage closes.
    function settling(
        ChainRecord storage self,
        TradeCall memory call,
        uint96 paidOut,
        uint96 refund
    ) internal returns (Settling memory) {
        ITradeChains.Stage storage stage = self.stages[call.stage];
        return
            Settling({
                providerBond: stage.bondName(call, Side.Provider),
                provider: stage.provider,
                receiverBond: stage.bondName(call, Side.Receiver),
                receiver: stage.receiver,
                payments: divide(self, call, paidOut, refund)
            });
    }

    /// @dev Pays out of the escrow, and gives back what is left of both bonds.
    function settle(TradeCall memory call, Settling memory money) internal {
        call.vault.settle(
            money.providerBond,
            money.provider,
            money.receiverBond,
            money.receiver,
            money.payments
        );
    }

    /// @dev Opens the stages that waited for the one that has just closed, and for none that has not.
    function _openWaiting(
        ChainRecord storage self,
        TradeCall memory call,
        uint8 stageCount,
        uint32 closed,
        uint40 now_
    ) private {
        // A stage waits for earlier ones only.
        for (uint8 later = call.stage + 1; later < stageCount; ++later) {
            if (closed & StageBook.bit(later) != 0) continue;
            uint32 waitsFor = self.stages[later].waitsFor;
            if (waitsFor & StageBook.bit(call.stage) != 0 && waitsFor & ~closed == 0) {
                open(self, call, later, now_);
            }
        }
    }

    /// @dev Clears what only mattered while the stage ran, and tells whether there was a delivery, good or bad, by the
    /// present provider.
    function _clear(ITradeChains.Stage storage stage) private returns (bool delivered) {
        delivered =
            stage.state == ITradeChains.StageState.Delivered ||
            stage.kind == ITradeChains.ClaimKind.Defect;
        stage.receiverBond = 0;
        stage.duration = 0;
        stage.inspection = 0;
        stage.waitsFor = 0;
        stage.mark = 0;
        stage.state = ITradeChains.StageState.None;
        stage.payeeCount = 0;
        stage.messages = 0;
    }

    /// @dev The payments of a price that is paid out, with `spare` empty places behind them.
    function _payOut(
        ChainRecord storage self,
        TradeCall memory call,
        uint96 amount,
        uint256 spare
    ) private returns (ICoverVault.Payment[] memory payments) {
        ITradeChains.Stage storage stage = self.stages[call.stage];
        MemberId provider = stage.provider;
        uint256 payeeCount = stage.payeeCount;
        payments = new ICoverVault.Payment[](payeeCount + 3 + spare);
        ISuretyGraph.Guarantors memory pair = call.graph.guarantorsAt(
            provider,
            self.snapshotOf(call.stage)
        );
        uint96 premium0 = _share(amount, pair.premium0);
        uint96 premium1 = _share(amount, pair.premium1);
        _set(payments, payeeCount, pair.guarantor0, premium0);
        _set(payments, payeeCount + 1, pair.guarantor1, premium1);
        uint96 rest = amount - premium0 - premium1;
        uint96 remainder = rest;
        if (payeeCount > 0) {
            ITradeChains.Payee[] memory payees = self.annexes[call.stage].payees.load(payeeCount);
            for (uint256 i = 0; i < payeeCount; ++i) {
                uint96 share = _share(rest, payees[i].shareBps);
                _set(payments, i, payees[i].member, share);
                remainder -= share;
            }
        }
        _set(payments, payeeCount + 2, provider, remainder);
        emit ITradeChains.StagePaid(call.chain, call.stage, amount, premium0, premium1);
    }

    function _set(
        ICoverVault.Payment[] memory payments,
        uint256 place,
        MemberId to,
        uint96 amount
    ) private pure {
        payments[place].to = to;
        payments[place].amount = amount;
    }

    function _share(uint96 amount, uint16 bps) private pure returns (uint96) {
        // A share of a uint96 of at most 10,000 basis points fits a uint96 again.
        return uint96((uint256(amount) * bps) / BASIS_POINTS);
    }
}
