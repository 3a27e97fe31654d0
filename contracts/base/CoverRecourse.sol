// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {BondId} from "../types/BondId.sol";
import {BondMoney} from "../types/BondMoney.sol";
import {BondRecord} from "../types/BondRecord.sol";
import {LockBacking} from "../types/LockBacking.sol";
import {MemberAccount} from "../types/MemberAccount.sol";
import {MemberId} from "../types/MemberId.sol";
import {PledgeId} from "../types/PledgeId.sol";
import {PledgeMoney} from "../types/PledgeMoney.sol";
import {PledgeRecord} from "../types/PledgeRecord.sol";
import {PledgeTerms} from "../types/PledgeTerms.sol";
import {CoverBackers} from "./CoverBackers.sol";
import {TokenCustody} from "./TokenCustody.sol";

/// @title The waterfall, the recourse it leaves behind, and how guarantors get their money back
/// @notice A draw makes the principal owe each guarantor what that guarantor's pledge has paid.
abstract contract CoverRecourse is CoverBackers, TokenCustody, ReentrancyGuardTransient {
    /// @inheritdoc ICoverVault
    function repay(PledgeId id, uint256 amount) external nonReentrant {
        // Check: not more than the debt.
        CHARTER.running();
        PledgeMoney money = _existingPledge(id);
        uint96 amount_ = _positive(amount);
        if (amount_ > money.owed()) revert ExceedsDebt(id, amount_, money.owed());

        // Interaction first: what arrives is what is credited; the guard keeps everybody else out meanwhile.
        address from = _msgSender();
        uint96 arrived = _pull(from, amount_);
        emit Deposited(id.principal(), from, arrived);

        // Effect: the guarantor has it, and the debt is that much smaller.
        _repay(id, money.guarantor(), arrived);
    }

    /// @inheritdoc ICoverVault
    function collect(PledgeId id, uint256 amount) external nonReentrant {
        // Check: there is a debt, and free money of the principal.
        MemberId guarantor = _existingPledge(id).guarantor();
        uint96 amount_ = _positive(amount);

        // Effect: from the principal to the guarantor.
        _spendFree(id.principal(), amount_);
        _repay(id, guarantor, amount_);
    }

    /// @inheritdoc ICoverVault
    function collectFrom(PledgeId id, uint256 amount, PledgeId source) external nonReentrant {
        // Check: a pledge that the principal gives, and its own, unused part.
        MemberId guarantor = _existingPledge(id).guarantor();
        PledgeMoney money = _existingPledge(source);
        PledgeTerms terms = _pledges[source].terms;
        uint96 amount_ = _positive(amount);
        if (money.guarantor() != id.principal()) revert NotPledgeOf(source, id.principal());
        uint96 available = Waterfall.min(money.own(), terms.room());
        if (amount_ > available) revert ExceedsRoom(source, amount_, available);

        // Effect: the pledge shrinks, the guarantor is repaid.
        _pledges[source].money = money.withOwn(money.own() - amount_);
        _pledges[source].terms = terms.withRoom(terms.room() - amount_);
        emit PledgeDecreased(source, amount_, amount_);
        _repay(id, guarantor, amount_);
    }

    /// @inheritdoc ICoverVault
    function excuse(PledgeId id) external nonReentrant {
        CHARTER.running();
        PledgeMoney money = _existingPledge(id);
        MemberId guarantor = money.guarantor();
        MemberId caller = MEMBERSHIP.idOf(_msgSender());
        if (caller != guarantor) revert WrongMember(caller, guarantor);
        uint96 owed = _accounts[guarantor].owed();
        if (owed > 0) revert RecourseOutstanding(guarantor, owed);
        uint96 debt = money.owed();
        if (debt == 0) revert ZeroAmount();

        _reduceDebt(id, debt);
        emit RecourseExcused(id, guarantor, debt);
        MEMBERSHIP.recordExcuse(id.principal());
    }

    /// @inheritdoc ICoverVault
    function reclaim(PledgeId id) external nonReentrant {
        PledgeMoney money = _existingPledge(id);
        PledgeTerms terms = _pledges[id].terms;
        PledgeState state = terms.state();
        uint96 unused = terms.room();
        uint96 capacity = _capacity(money, terms, _pledges[id]);
        if (state == PledgeState.Live) {
            // A pledge that has run out holds nobody behind it; the guarantor's own part stays for a renewal.
            (uint40 now_, ) = CHARTER.time();
            if (now_ < terms.until()) revert WrongPledgeState(id, state);
            unused = Waterfall.min(unused, capacity - money.own());
        } else if (state != PledgeState.Ended) {
            revert WrongPledgeState(id, state);
        }
        bool ended = state == PledgeState.Ended;
        if (unused == 0 && (!ended || capacity > 0)) revert ZeroAmount();
        _shrinkPledge(id, terms, unused);
        if (!ended) return;
        uint96 inUse = _closePledgeIfUnused(id);
        // Draws have used up all of it: no money tells of the guarantor's lock that ends.
        if (unused == 0) emit PledgeEnded(id, inUse);
    }

    // -- Internal: draws

    /// @notice The waterfall (COV-6): the member's own part first, the rest from the pledges that back the bond.
    /// @return fromOwn What the member's own part paid
    function _drawBond(BondId id, uint96 amount) internal returns (uint96 fromOwn) {
        BondRecord storage bond_ = _bonds[id];
        BondMoney money = _existingBond(id);
        uint96 own = money.own();
        fromOwn = Waterfall.min(own, amount);
        bond_.money = money.withOwn(own - fromOwn);
        if (amount == fromOwn) return fromOwn;

        LockBacking backing = bond_.backing;
        uint96 available = own + backing.total();
        if (amount > available) revert ExceedsBond(id, amount, available);
        uint96 from0;
        uint96 from1;
        (bond_.backing, from0, from1) = backing.take(amount - fromOwn);
        _drawGuarantors(money.member(), backing, from0, from1, 1, _recourseDueBy());
    }

    /// @dev Draws on the two pledges behind a lock of `principal`, who comes to owe it to the guarantors. The recursion
    /// ends at depth 0: it is at most six levels deep and touches at most 126 pledges (COV-5).
    function _drawGuarantors(
        MemberId principal,
        LockBacking backing,
        uint96 from0,
        uint96 from1,
        uint8 level,
        uint40 dueBy
    ) private {
        _owe(principal, from0 + from1, dueBy);
        if (from0 > 0) _drawPledge(backing.pledge0(principal), from0, level, dueBy);
        if (from1 > 0) _drawPledge(backing.pledge1(principal), from1, level, dueBy);
    }

    function _drawPledge(PledgeId id, uint96 amount, uint8 level, uint40 dueBy) private {
        PledgeRecord storage pledge_ = _pledges[id];
        PledgeMoney money = pledge_.money;
        uint96 fromOwn = Waterfall.min(money.own(), amount);
        MemberId guarantor = money.guarantor();
        pledge_.money = money.drawn(amount, fromOwn);
        emit PledgeDrawn(id, guarantor, amount, fromOwn, level);
        if (amount == fromOwn) return;

        LockBacking backing = pledge_.backing;
        uint96 from0;
        uint96 from1;
        (pledge_.backing, from0, from1) = backing.take(amount - fromOwn);
        _drawGuarantors(guarantor, backing, from0, from1, level + 1, dueBy);
    }

    // -- Internal: recourse

    /// @dev Pays a guarantor with money that the principal has given already.
    function _repay(PledgeId id, MemberId guarantor, uint96 amount) internal {
        _reduceDebt(id, amount);
        _credit(guarantor, amount);
        emit RecourseRepaid(id, guarantor, amount);
    }

    /// @dev Lowers what the principal owes for a pledge. A debt fully repaid after its term counts as overdue.
    function _reduceDebt(PledgeId id, uint96 amount) internal {
        PledgeRecord storage pledge_ = _pledges[id];
        PledgeMoney money = pledge_.money;
        uint96 debt = money.owed();
        if (amount > debt) revert ExceedsDebt(id, amount, debt);
        pledge_.money = money.withOwed(debt - amount);
        if (amount == debt) {
            PledgeTerms terms = pledge_.terms;
            if (terms.state() == PledgeState.Closed) _erasePledge(pledge_, terms);
        }

        MemberId principal = id.principal();
        MemberAccount account_ = _accounts[principal];
        uint96 owed = account_.owed() - amount;
        if (owed > 0) {
            _accounts[principal] = account_.withOwed(owed);
            return;
        }
        _accounts[principal] = account_.closeRecourse();
        (uint40 now_, ) = CHARTER.time();
        if (now_ > account_.dueBy()) MEMBERSHIP.recordOverdue(principal);
    }

    function _owe(MemberId principal, uint96 amount, uint40 dueBy) private {
        MemberAccount account_ = _accounts[principal];
        uint96 owed = account_.owed();
        if (owed > 0) {
            _accounts[principal] = account_.withOwed(owed + amount);
            return;
        }
        _accounts[principal] = account_.openRecourse(amount, dueBy);
        emit RecourseOpened(principal, amount, dueBy);
    }

    function _recourseDueBy() private view returns (uint40) {
        (uint40 now_, uint16 version) = CHARTER.time();
        return now_ + CHARTER.parametersOf(version).recourseWindow;
    }
}
