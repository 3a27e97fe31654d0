// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {BondId} from "../types/BondId.sol";
import {BondMoney} from "../types/BondMoney.sol";
import {BondRecord} from "../types/BondRecord.sol";
import {SIX_HANDSHAKES} from "../types/Limits.sol";
import {LockBacking} from "../types/LockBacking.sol";
import {MemberAccount} from "../types/MemberAccount.sol";
import {MemberId} from "../types/MemberId.sol";
import {PledgeId} from "../types/PledgeId.sol";
import {PledgeMoney} from "../types/PledgeMoney.sol";
import {PledgeRecord} from "../types/PledgeRecord.sol";
import {PledgeTerms} from "../types/PledgeTerms.sol";
import {Module} from "./Module.sol";

/// @title The ledger inside the cover vault: accounts, pledges and bonds, and how locks are laid and given back
/// @notice Knows no token and no caller.
/// @dev A lock (bond or pledge) of `a` holds `own + part0 + part1 = a`; a pledge's capacity
/// is that sum too, and `capacity - room` of it is in use by its principal's locks. Records are kept as whole words: a
/// function reads a word once, changes it, and writes it once.
abstract contract CoverLedger is ICoverVault, Module {
    /// @notice Who belongs to the community.
    IMembership public immutable MEMBERSHIP;

    mapping(MemberId member => MemberAccount account) internal _accounts;
    mapping(PledgeId id => PledgeRecord pledge) internal _pledges;
    mapping(BondId id => BondRecord bond) internal _bonds;

    constructor(IMembership membership) {
        _requireNonzero(address(membership));
        MEMBERSHIP = membership;
    }

    // -- Views

    /// @inheritdoc ICoverVault
    function account(MemberId member) external view returns (Account memory) {
        return _accounts[member].toAccount();
    }

    /// @inheritdoc ICoverVault
    function owedBy(MemberId member) external view returns (uint96) {
        return _accounts[member].owed();
    }

    /// @inheritdoc ICoverVault
    function pledge(PledgeId id) external view returns (Pledge memory) {
        PledgeRecord memory record = _pledges[id];
        return record.toPledge();
    }

    /// @inheritdoc ICoverVault
    function roomOf(PledgeId id) external view returns (uint96) {
        (uint40 now_, ) = CHARTER.time();
        return _roomOffered(_pledges[id].terms, now_);
    }

    /// @inheritdoc ICoverVault
    function bond(BondId id) external view returns (Bond memory) {
        BondRecord memory record = _bonds[id];
        return record.toBond();
    }

    /// @inheritdoc ICoverVault
    function bondAmount(BondId id) external view returns (uint96) {
        BondRecord storage bond_ = _bonds[id];
        return _held(bond_.money, bond_);
    }

    // -- Internal: locks

    /// @notice Takes `amount` out of a member's cover: own free deposit first, the rest from two different pledges (COV-3,
    /// COV-4).
    /// @param until Term of the pledge that is being backed; 0 for a bond, which any running pledge may back
    /// @param newLocks How many more live locks the member has by it
    /// @return own What the member's own deposit carries
    /// @return backing What the pledges carry
    /// @return depth See COV-5
    function _takeCover(
        MemberId member,
        uint96 amount,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1,
        uint256 newLocks
    ) internal returns (uint96 own, LockBacking backing, uint8 depth) {
        MemberAccount account_ = _countLocks(member, _accounts[member], newLocks);
        uint96 free = account_.free();
        own = Waterfall.min(free, amount);
        _accounts[member] = account_.withFree(free - own);
        if (amount > own) {
            (backing, depth) = _takeRoom(member, amount, own, until, backing0, backing1);
        }
    }

    /// @dev Takes what own money does not reach for from the room of the two pledges.
    function _takeRoom(
        MemberId member,
        uint96 amount,
        uint96 own,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1
    ) private returns (LockBacking backing, uint8 depth) {
        (uint40 now_, ) = CHARTER.time();
        PledgeTerms terms0 = _termsOf(backing0);
        PledgeTerms terms1 = _termsOf(backing1);
        uint96 room0 = _roomOffered(terms0, now_);
        uint96 room1 = _roomOffered(terms1, now_);
        uint256 available = uint256(own) + room0 + room1;
        if (amount > available) revert InsufficientCover(member, amount, available);

        (uint96 part0, uint96 part1) = Waterfall.split(amount - own, room0, room1);
        if (part0 > 0) {
            backing = backing.withPart0(part0, backing0.serial());
            depth = _useRoom(backing0, terms0, part0, until);
        }
        if (part1 > 0) {
            backing = backing.withPart1(part1, backing1.serial());
            uint8 depth1 = _useRoom(backing1, terms1, part1, until);
            if (depth1 > depth) depth = depth1;
        }
    }

    /// @notice Takes a part of a pledge's room.
    /// @return depth The least depth of a lock that uses this pledge
    function _useRoom(
        PledgeId id,
        PledgeTerms terms,
        uint96 part,
        uint40 until
    ) private returns (uint8 depth) {
        if (until > terms.until()) revert OutlastsBacking(id, until, terms.until());
        _pledges[id].terms = terms.withRoom(terms.room() - part);
        return terms.depth() + 1;
    }

    /// @dev What a pledge offers to the next lock: nothing once it has ended or run out, while its guarantor owes
    /// recourse, or at the last depth (COV-3).
    function _roomOffered(PledgeTerms terms, uint40 now_) private view returns (uint96 room) {
        room = terms.room();
        if (room == 0 || !terms.isLive()) return 0;
        if (now_ >= terms.until() || terms.depth() >= SIX_HANDSHAKES) return 0;
        if (_accounts[terms.guarantor()].owed() > 0) return 0;
    }

    function _countLocks(
        MemberId member,
        MemberAccount account_,
        uint256 newLocks
    ) internal pure returns (MemberAccount) {
        uint256 locks = account_.locks() + newLocks;
        if (locks > type(uint16).max) revert TooManyLocks(member);
        return account_.withLocks(uint16(locks));
    }

    // -- Internal: releases

    /// @notice Gives `amount` of a lock back: the guarantors' part first, in proportion, then the own part (COV-7).
    /// @return left What stays of the backing
    /// @return fromOwn What goes to the owner's free deposit
    function _giveBack(
        MemberId owner,
        LockBacking backing,
        uint96 amount
    ) internal returns (LockBacking left, uint96 fromOwn) {
        uint96 backed = backing.total();
        if (backed == 0) return (backing, amount);
        uint96 fromBacking = Waterfall.min(amount, backed);
        fromOwn = amount - fromBacking;
        uint96 to0;
        uint96 to1;
        (left, to0, to1) = backing.take(fromBacking);
        if (to0 > 0) _returnRoom(backing.pledge0(owner), to0);
        if (to1 > 0) _returnRoom(backing.pledge1(owner), to1);
    }

    /// @dev Takes `amount` of unused money out of a pledge: back to where it came from. Stores the terms as they are then.
    function _shrinkPledge(PledgeId id, PledgeTerms terms, uint96 amount) internal {
        PledgeRecord storage pledge_ = _pledges[id];
        uint96 room = terms.room();
        if (amount > room) revert ExceedsRoom(id, amount, room);
        pledge_.terms = terms.withRoom(room - amount);
        if (amount == 0) return;

        MemberId guarantor = terms.guarantor();
        uint96 fromOwn = amount;
        if (terms.depth() > 0) {
            (pledge_.backing, fromOwn) = _giveBack(guarantor, pledge_.backing, amount);
        }
        if (fromOwn > 0) {
            PledgeMoney money = pledge_.money;
            pledge_.money = money.withOwn(money.own() - fromOwn);
            _credit(guarantor, fromOwn);
        }
        emit PledgeDecreased(id, amount, fromOwn);
    }

    /// @notice Closes the record of an ended pledge once nothing of it is in use; it stays only while a debt is kept in it.
    /// @return inUse What the principal's locks use of it
    function _closePledgeIfUnused(PledgeId id) internal returns (uint96 inUse) {
        PledgeRecord storage pledge_ = _pledges[id];
        (PledgeMoney money, PledgeTerms terms) = (pledge_.money, pledge_.terms);
        inUse = _capacity(money, terms, pledge_);
        if (inUse > 0) return inUse;
        MemberId guarantor = terms.guarantor();
        MemberAccount account_ = _accounts[guarantor];
        _accounts[guarantor] = account_.withLocks(account_.locks() - 1);
        if (money.owed() == 0) _erasePledge(pledge_, terms);
        else pledge_.terms = terms.withState(PledgeState.Closed);
    }

    /// @dev Clears the slots that are in use: an empty record is a pledge that never was.
    function _erasePledge(PledgeRecord storage pledge_, PledgeTerms terms) internal {
        pledge_.money = PledgeMoney.wrap(0);
        pledge_.terms = PledgeTerms.wrap(0);
        if (terms.depth() > 0) pledge_.backing = LockBacking.wrap(0);
    }

    function _returnRoom(PledgeId id, uint96 amount) private {
        PledgeRecord storage pledge_ = _pledges[id];
        PledgeTerms terms = pledge_.terms;
        pledge_.terms = terms.withRoom(terms.room() + amount);
    }

    // -- Internal: free deposits

    function _credit(MemberId member, uint96 amount) internal {
        _accounts[member] = _accounts[member].credit(amount);
    }

    function _spendFree(MemberId member, uint96 amount) internal {
        MemberAccount account_ = _accounts[member];
        uint96 free = account_.free();
        if (amount > free) revert InsufficientDeposit(member, amount, free);
        _accounts[member] = account_.withFree(free - amount);
    }

    // -- Internal: lookups

    function _existingBond(BondId id) internal view returns (BondMoney money) {
        money = _bonds[id].money;
        if (money.member().isNone()) revert NoSuchBond(id);
    }

    function _existingPledge(PledgeId id) internal view returns (PledgeMoney money) {
        money = _pledges[id].money;
        if (money.guarantor().isNone()) revert NoSuchPledge(id);
    }

    function _requirePledgeState(
        PledgeId id,
        PledgeState expected
    ) internal view returns (PledgeTerms terms) {
        terms = _pledges[id].terms;
        PledgeState state = terms.state();
        if (state == expected) return terms;
        if (state == PledgeState.None) revert NoSuchPledge(id);
        revert WrongPledgeState(id, state);
    }

    /// @dev What is left of a bond. Without backing, its slot need not be read.
    function _held(BondMoney money, BondRecord storage bond_) internal view returns (uint96) {
        return money.depth() == 0 ? money.own() : money.own() + bond_.backing.total();
    }

    /// @dev The same for a pledge.
    function _capacity(
        PledgeMoney money,
        PledgeTerms terms,
        PledgeRecord storage pledge_
    ) internal view returns (uint96) {
        return terms.depth() == 0 ? money.own() : money.own() + pledge_.backing.total();
    }

    function _termsOf(PledgeId id) private view returns (PledgeTerms) {
        return id.isNone() ? PledgeTerms.wrap(0) : _pledges[id].terms;
    }
}
