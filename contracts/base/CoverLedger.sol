// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {SIX_HANDSHAKES} from "../types/Limits.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";
import {PledgeId, pledgeId} from "../types/PledgeId.sol";
import {BondId} from "../types/BondId.sol";
import {Module} from "./Module.sol";

/// @title The ledger inside the cover vault: accounts, pledges and bonds, and how money moves between them
/// @notice Knows no token and no caller. A lock (bond or pledge) of `a` holds `own + part0 + part1 = a`; a pledge's capacity
/// is that sum too, and `capacity - room` of it is in use by its principal's locks.
abstract contract CoverLedger is ICoverVault, Module {
    /// @notice Who belongs to the community.
    IMembership public immutable MEMBERSHIP;

    mapping(MemberId member => Account account) internal _accounts;
    mapping(PledgeId id => Pledge pledge) internal _pledges;
    mapping(BondId id => Bond bond) internal _bonds;

    constructor(IMembership membership) {
        _requireNonzero(address(membership));
        MEMBERSHIP = membership;
    }

    // -- Locks

    /// @notice Takes `amount` out of a member's cover: own free deposit first, the rest from the two pledges (COV-3, COV-4).
    /// @param until Term of the pledge that is being backed; 0 for a bond, which any running pledge may back
    /// @return own What the member's own deposit carries
    /// @return backing What the pledges carry
    /// @return depth See COV-5
    function _takeCover(
        MemberId member,
        uint96 amount,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1
    ) internal returns (uint96 own, Backing memory backing, uint8 depth) {
        Account storage account_ = _accounts[member];
        own = account_.free;
        if (amount <= own) {
            account_.free = own - amount;
            return (amount, backing, 0);
        }
        (uint40 now_, ) = CHARTER.time();
        uint96 room0 = _room(backing0, now_);
        uint96 room1 = _room(backing1, now_);
        uint256 available = uint256(own) + room0 + room1;
        if (amount > available) revert InsufficientCover(member, amount, available);

        account_.free = 0;
        (backing.part0, backing.part1) = Waterfall.split(amount - own, room0, room1);
        if (backing.part0 > 0) {
            backing.serial0 = backing0.serial();
            depth = _useRoom(backing0, backing.part0, until);
        }
        if (backing.part1 > 0) {
            backing.serial1 = backing1.serial();
            uint8 depth1 = _useRoom(backing1, backing.part1, until);
            if (depth1 > depth) depth = depth1;
        }
    }

    /// @notice Uses `part` of a pledge's room.
    /// @return depth The least depth of a lock that uses this pledge
    function _useRoom(PledgeId id, uint96 part, uint40 until) private returns (uint8 depth) {
        Pledge storage pledge_ = _pledges[id];
        if (until > pledge_.until) revert OutlastsBacking(id, until, pledge_.until);
        pledge_.room -= part;
        return pledge_.depth + 1;
    }

    /// @dev What a pledge offers to the next lock: nothing once it has ended or run out, while its guarantor owes
    /// recourse, or at the last depth (COV-3).
    function _room(PledgeId id, uint40 now_) internal view returns (uint96) {
        if (id.isNone()) return 0;
        Pledge storage pledge_ = _pledges[id];
        if (pledge_.state != PledgeState.Live || pledge_.depth >= SIX_HANDSHAKES) return 0;
        if (now_ >= pledge_.until || _accounts[pledge_.guarantor].owed > 0) return 0;
        return pledge_.room;
    }

    /// @dev Opens the record of one side of a stage, or takes up the one that `escrow` opened for the same member.
    function _openBond(BondId id, MemberId member) internal returns (Bond storage bond_) {
        bond_ = _bonds[id];
        if (!bond_.member.isNone()) revert BondExists(id);
        bond_.member = member;
        _countLock(member);
    }

    function _countLock(MemberId member) internal {
        Account storage account_ = _accounts[member];
        uint16 locks = account_.locks;
        if (locks == type(uint16).max) revert TooManyLocks(member);
        account_.locks = locks + 1;
    }

    // -- Draws

    /// @notice The waterfall (COV-6): the member's own part first, the rest from the pledges that back the bond.
    /// @return fromOwn What the member's own part paid
    function _drawBond(BondId id, uint96 amount) internal returns (uint96 fromOwn) {
        Bond storage bond_ = _existingBond(id);
        uint96 own = bond_.own;
        fromOwn = Waterfall.min(own, amount);
        bond_.own = own - fromOwn;
        if (amount > fromOwn) {
            uint256 available = uint256(own) + bond_.backing.part0 + bond_.backing.part1;
            if (amount > available) revert ExceedsBond(id, amount, available);
            _drawBacking(bond_.member, bond_.backing, amount - fromOwn, 1, _recourseDueBy());
        }
    }

    /// @dev Draws `amount` from the pledges behind a lock of `principal`, who comes to owe it to the guarantors. The
    /// recursion ends at depth 0: it is at most six levels deep and touches at most 126 pledges (COV-5).
    function _drawBacking(
        MemberId principal,
        Backing storage backing,
        uint96 amount,
        uint8 level,
        uint40 dueBy
    ) private {
        (uint96 part0, uint96 part1) = (backing.part0, backing.part1);
        (uint24 serial0, uint24 serial1) = (backing.serial0, backing.serial1);
        (uint96 from0, uint96 from1) = Waterfall.share(amount, part0, part1);
        (backing.part0, backing.part1) = (part0 - from0, part1 - from1);
        _owe(principal, amount, dueBy);
        if (from0 > 0) _drawPledge(pledgeId(principal, 0, serial0), from0, level, dueBy);
        if (from1 > 0) _drawPledge(pledgeId(principal, 1, serial1), from1, level, dueBy);
    }

    function _drawPledge(PledgeId id, uint96 amount, uint8 level, uint40 dueBy) private {
        Pledge storage pledge_ = _pledges[id];
        (uint96 own, uint96 owed, MemberId guarantor) = (
            pledge_.own,
            pledge_.owed,
            pledge_.guarantor
        );
        uint96 fromOwn = Waterfall.min(own, amount);
        (pledge_.own, pledge_.owed) = (own - fromOwn, owed + amount);
        emit PledgeDrawn(id, guarantor, amount, fromOwn, level);
        if (amount > fromOwn) {
            _drawBacking(guarantor, pledge_.backing, amount - fromOwn, level + 1, dueBy);
        }
    }

    function _recourseDueBy() private view returns (uint40) {
        (uint40 now_, uint16 version) = CHARTER.time();
        return now_ + CHARTER.parametersOf(version).recourseWindow;
    }

    // -- Releases

    /// @notice Gives `amount` of a lock back: the guarantors' part first, in proportion, then the own part (COV-7).
    /// @return fromOwn What goes to the owner's free deposit
    function _giveBack(
        MemberId owner,
        Backing storage backing,
        uint96 amount
    ) internal returns (uint96 fromOwn) {
        Backing memory parts = backing;
        uint256 backed = uint256(parts.part0) + parts.part1;
        if (backed == 0) return amount;
        uint96 fromBacking = amount;
        if (amount > backed) {
            fromBacking = uint96(backed);
            fromOwn = amount - fromBacking;
        }
        (uint96 to0, uint96 to1) = Waterfall.share(fromBacking, parts.part0, parts.part1);
        backing.part0 = parts.part0 - to0;
        backing.part1 = parts.part1 - to1;
        if (to0 > 0) _pledges[pledgeId(owner, 0, parts.serial0)].room += to0;
        if (to1 > 0) _pledges[pledgeId(owner, 1, parts.serial1)].room += to1;
    }

    /// @dev Takes `amount` of unused money out of a pledge: back to where it came from.
    function _shrinkPledge(PledgeId id, uint96 amount) internal {
        Pledge storage pledge_ = _pledges[id];
        uint96 room = pledge_.room;
        if (amount > room) revert ExceedsRoom(id, amount, room);
        if (amount == 0) return;
        pledge_.room = room - amount;
        (MemberId guarantor, uint96 own, uint8 depth) = (
            pledge_.guarantor,
            pledge_.own,
            pledge_.depth
        );
        // Without backing the whole capacity is own money, and the slot of the backing need not be read.
        uint96 fromOwn = depth == 0 ? amount : _giveBack(guarantor, pledge_.backing, amount);
        if (fromOwn > 0) {
            pledge_.own = own - fromOwn;
            _accounts[guarantor].free += fromOwn;
        }
        emit PledgeDecreased(id, amount, fromOwn);
    }

    /// @dev Closes the record of an ended pledge once nothing of it is in use; it stays only while a debt is kept in it.
    function _closePledgeIfUnused(PledgeId id) internal {
        Pledge storage pledge_ = _pledges[id];
        if (_capacity(pledge_) > 0) return;
        _accounts[pledge_.guarantor].locks -= 1;
        if (pledge_.owed == 0) _erasePledge(pledge_);
        else pledge_.state = PledgeState.Closed;
    }

    /// @dev Clears the slots that are in use: an empty record is a pledge that never was.
    function _erasePledge(Pledge storage pledge_) private {
        if (pledge_.depth > 0) delete pledge_.backing;
        (pledge_.own, pledge_.owed, pledge_.guarantor, pledge_.state, pledge_.depth) = (
            0,
            0,
            NO_MEMBER,
            PledgeState.None,
            0
        );
        (pledge_.room, pledge_.until) = (0, 0);
    }

    function _capacity(Pledge storage pledge_) internal view returns (uint256) {
        if (pledge_.depth == 0) return pledge_.own;
        return uint256(pledge_.own) + pledge_.backing.part0 + pledge_.backing.part1;
    }

    // -- Recourse

    function _owe(MemberId principal, uint96 amount, uint40 dueBy) private {
        Account storage account_ = _accounts[principal];
        (uint96 owed, uint8 opened) = (account_.owed, account_.recourseOpened);
        if (owed > 0) {
            account_.owed = owed + amount;
            return;
        }
        if (opened < type(uint8).max) ++opened;
        (account_.owed, account_.dueBy, account_.recourseOpened) = (amount, dueBy, opened);
        emit RecourseOpened(principal, amount, dueBy);
    }

    /// @dev Lowers what the principal owes for a pledge. A debt fully repaid after its term counts as overdue.
    function _reduceDebt(PledgeId id, uint96 amount) internal {
        Pledge storage pledge_ = _pledges[id];
        uint96 debt = pledge_.owed;
        if (amount > debt) revert ExceedsDebt(id, amount, debt);
        pledge_.owed = debt - amount;

        MemberId principal = id.principal();
        Account storage account_ = _accounts[principal];
        uint96 owed = account_.owed - amount;
        account_.owed = owed;
        if (owed == 0) {
            (uint40 now_, ) = CHARTER.time();
            if (now_ > account_.dueBy) MEMBERSHIP.recordOverdue(principal);
            account_.dueBy = 0;
        }
        if (amount == debt && pledge_.state == PledgeState.Closed) _erasePledge(pledge_);
    }

    function _spendFree(MemberId member, uint96 amount) internal {
        Account storage account_ = _accounts[member];
        uint96 free = account_.free;
        if (amount > free) revert InsufficientDeposit(member, amount, free);
        account_.free = free - amount;
    }

    // -- Lookups

    function _existingBond(BondId id) internal view returns (Bond storage bond_) {
        bond_ = _bonds[id];
        if (bond_.member.isNone()) revert NoSuchBond(id);
    }

    function _existingPledge(PledgeId id) internal view returns (Pledge storage pledge_) {
        pledge_ = _pledges[id];
        if (pledge_.state == PledgeState.None) revert NoSuchPledge(id);
    }

    function _requirePledgeState(
        PledgeId id,
        PledgeState expected
    ) internal view returns (Pledge storage pledge_) {
        pledge_ = _existingPledge(id);
        if (pledge_.state != expected) revert WrongPledgeState(id, pledge_.state);
    }
}
