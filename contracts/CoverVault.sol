// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CoverLedger} from "./base/CoverLedger.sol";
import {CoverRecourse} from "./base/CoverRecourse.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {BondId} from "./types/BondId.sol";
import {BondMoney, bondMoney} from "./types/BondMoney.sol";
import {BondRecord} from "./types/BondRecord.sol";
import {DisputeId} from "./types/DisputeId.sol";
import {LockBacking} from "./types/LockBacking.sol";
import {MemberAccount} from "./types/MemberAccount.sol";
import {MemberId} from "./types/MemberId.sol";
import {PledgeId} from "./types/PledgeId.sol";
import {PledgeMoney, pledgeMoney} from "./types/PledgeMoney.sol";
import {PledgeRecord} from "./types/PledgeRecord.sol";
import {PledgeTerms, pledgeTerms} from "./types/PledgeTerms.sol";

/// @title The cover vault: the only contract that touches the token
/// @notice Every function that changes state holds the guard, so nothing that a token calls back can move money here.
contract CoverVault is CoverRecourse {
    /// @notice The surety graph of this community; zero until the vault is sealed.
    address public graph;

    /// @notice The trade contract of this community; zero until the vault is sealed.
    address public trade;

    /// @notice The court of this community; zero until the vault is sealed.
    address public court;

    mapping(DisputeId id => uint96 amount) private _fees;

    constructor(
        ICharter charter,
        IMembership membership,
        address forwarder
    ) Module(charter, forwarder) CoverLedger(membership) {}

    modifier onlyGraph() {
        _requireModule(graph);
        _;
    }

    modifier onlyTrade() {
        _requireModule(trade);
        _;
    }

    modifier onlyCourt() {
        _requireModule(court);
        _;
    }

    /// @notice Names the modules that may move numbers in the vault. The deployer, once.
    /// @param graph_ Locks and ends pledges
    /// @param trade_ Locks, draws and releases bonds
    /// @param court_ Takes and pays fees
    function seal(address graph_, address trade_, address court_) external {
        _authoriseSeal(graph);
        _requireNonzero(graph_);
        _requireNonzero(trade_);
        _requireNonzero(court_);
        graph = graph_;
        trade = trade_;
        court = court_;
        emit Sealed();
    }

    // -- Members

    /// @inheritdoc ICoverVault
    function deposit(MemberId member, uint256 amount) external nonReentrant {
        _deposit(member, amount);
    }

    /// @inheritdoc ICoverVault
    function depositWithPermit(
        MemberId member,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        // Interaction: the permit alone; it gives nobody anything.
        _tryPermit(_msgSender(), amount, deadline, v, r, s);
        _deposit(member, amount);
    }

    /// @inheritdoc ICoverVault
    function withdraw(uint256 amount, address to) external nonReentrant {
        // Check: the caller's own free money beyond what they owe.
        MemberId member = MEMBERSHIP.idOf(_msgSender());
        if (to == address(0) || to == address(this)) revert InvalidRecipient(to);
        uint96 amount_ = _positive(amount);
        uint96 available = _beyondRecourse(member);
        if (amount_ > available) revert InsufficientDeposit(member, amount_, available);

        // Effect: it leaves the account.
        _spendFree(member, amount_);
        emit Withdrawn(member, to, amount_);

        // Interaction: it leaves the vault.
        _push(to, amount_);
    }

    // -- Surety graph

    /// @inheritdoc ICoverVault
    function lockPledge(
        PledgeId id,
        MemberId guarantor,
        uint96 amount,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1
    ) external onlyGraph nonReentrant returns (uint96 owed) {
        PledgeRecord storage pledge_ = _pledges[id];
        PledgeState state = pledge_.terms.state();
        if (state != PledgeState.None) revert WrongPledgeState(id, state);
        (uint96 own, LockBacking backing, uint8 depth) = _takeCover(
            guarantor,
            amount,
            until,
            backing0,
            backing1,
            1
        );
        pledge_.money = pledgeMoney(own, guarantor);
        pledge_.terms = pledgeTerms(amount, until, depth, guarantor);
        if (depth > 0) pledge_.backing = backing;
        emit PledgeLocked(id, guarantor, amount, own, depth);
        return _accounts[guarantor].owed();
    }

    /// @inheritdoc ICoverVault
    function increasePledge(PledgeId id, uint96 amount) external onlyGraph nonReentrant {
        PledgeTerms terms = _requirePledgeState(id, PledgeState.Live);
        PledgeMoney money = _pledges[id].money;
        _spendFree(terms.guarantor(), amount);
        _pledges[id].money = money.withOwn(money.own() + amount);
        _pledges[id].terms = terms.withRoom(terms.room() + amount);
        emit PledgeIncreased(id, amount);
    }

    /// @inheritdoc ICoverVault
    function decreasePledge(PledgeId id, uint96 amount) external onlyGraph nonReentrant {
        _shrinkPledge(id, _requirePledgeState(id, PledgeState.Live), amount);
    }

    /// @inheritdoc ICoverVault
    function renewPledge(PledgeId id, uint40 until) external onlyGraph nonReentrant {
        PledgeTerms terms = _requirePledgeState(id, PledgeState.Live);
        if (until <= terms.until()) revert RenewalTooShort(id, until, terms.until());
        if (terms.depth() > 0) {
            MemberId guarantor = terms.guarantor();
            LockBacking backing = _pledges[id].backing;
            if (backing.part0() > 0) _requireRunsUntil(backing.pledge0(guarantor), until);
            if (backing.part1() > 0) _requireRunsUntil(backing.pledge1(guarantor), until);
        }
        _pledges[id].terms = terms.withUntil(until);
        emit PledgeRenewed(id, until);
    }

    /// @inheritdoc ICoverVault
    function endPledge(PledgeId id) external onlyGraph nonReentrant {
        PledgeTerms terms = _requirePledgeState(id, PledgeState.Live);
        _shrinkPledge(id, terms.withState(PledgeState.Ended), terms.room());
        emit PledgeEnded(id, _closePledgeIfUnused(id));
    }

    // -- Trade

    /// @inheritdoc ICoverVault
    function commit(
        MemberId member,
        Commitment[] calldata commitments,
        PledgeId backing0,
        PledgeId backing1
    ) external onlyTrade nonReentrant {
        _escrowPrices(member, commitments);
        for (uint256 i = 0; i < commitments.length; ++i) {
            (BondId id, uint96 amount) = (commitments[i].bond, commitments[i].amount);
            if (!_bonds[id].money.member().isNone()) revert BondExists(id);
            BondMoney money = bondMoney(member, commitments[i].price);
            if (amount > 0) {
                (uint96 own, LockBacking backing, uint8 depth) = _takeCover(
                    member,
                    amount,
                    0,
                    backing0,
                    backing1,
                    0
                );
                money = money.withOwn(own).withDepth(depth);
                if (depth > 0) _bonds[id].backing = backing;
                emit BondLocked(id, member, amount, own, depth);
            }
            if (amount > 0 || money.escrow() > 0) _bonds[id].money = money;
        }
    }

    /// @inheritdoc ICoverVault
    function draw(BondId id, uint96 amount, MemberId to) external onlyTrade nonReentrant {
        uint96 own = _drawBond(id, amount);
        _credit(to, amount);
        emit BondDrawn(id, to, amount, own, false);
    }

    /// @inheritdoc ICoverVault
    function drawToEscrow(BondId id, uint96 amount, BondId holder) external onlyTrade nonReentrant {
        uint96 own = _drawBond(id, amount);
        BondMoney money = _existingBond(holder);
        _bonds[holder].money = money.withEscrow(money.escrow() + amount);
        emit BondDrawn(id, money.member(), amount, own, true);
    }

    /// @inheritdoc ICoverVault
    function drawOwn(BondId id, uint96 amount, MemberId to) external onlyTrade nonReentrant {
        // A side without a bond has no record, and no own part.
        BondMoney money = _bonds[id].money;
        uint96 own = money.own();
        if (amount > own) revert ExceedsBond(id, amount, own);
        _bonds[id].money = money.withOwn(own - amount);
        _credit(to, amount);
        emit BondDrawn(id, to, amount, amount, false);
    }

    /// @inheritdoc ICoverVault
    function pay(BondId id, Payment[] calldata payments) external onlyTrade nonReentrant {
        _pay(id, payments);
    }

    /// @inheritdoc ICoverVault
    function release(BondId id, MemberId member) external onlyTrade nonReentrant {
        _release(id, member);
    }

    /// @inheritdoc ICoverVault
    function settle(
        BondId providerBond,
        MemberId provider,
        BondId receiverBond,
        MemberId receiver,
        Payment[] calldata payments
    ) external onlyTrade nonReentrant {
        if (payments.length > 0) _pay(receiverBond, payments);
        _release(providerBond, provider);
        _release(receiverBond, receiver);
    }

    // -- Court

    /// @inheritdoc ICoverVault
    function takeFee(
        DisputeId dispute,
        MemberId payer,
        address wallet,
        uint96 amount
    ) external onlyCourt nonReentrant {
        uint96 available;
        if (wallet == address(0)) {
            available = _beyondRecourse(payer);
        } else {
            // Interaction first: what arrives is what is credited; the guard keeps everybody else out meanwhile.
            available = _pull(wallet, amount);
            _credit(payer, available);
            emit Deposited(payer, wallet, available);
        }
        if (amount > available) revert InsufficientDeposit(payer, amount, available);
        _spendFree(payer, amount);
        _fees[dispute] += amount;
        emit FeeTaken(dispute, payer, amount);
    }

    /// @inheritdoc ICoverVault
    function payFee(DisputeId dispute, MemberId to, uint96 amount) external onlyCourt nonReentrant {
        uint96 pool = _fees[dispute];
        if (amount > pool) revert ExceedsFees(dispute, amount, pool);
        _fees[dispute] = pool - amount;
        _credit(to, amount);
        emit FeePaid(dispute, to, amount);
    }

    // -- Views

    /// @inheritdoc ICoverVault
    function feesOf(DisputeId id) external view returns (uint96) {
        return _fees[id];
    }

    // -- Internal: trade

    /// @dev All prices come before any bond, so that no bond takes what a price needs.
    function _escrowPrices(MemberId member, Commitment[] calldata commitments) private {
        MemberAccount account_ = _countLocks(member, _accounts[member], commitments.length);
        uint96 free = account_.free();
        for (uint256 i = 0; i < commitments.length; ++i) {
            (BondId id, uint96 price) = (commitments[i].bond, commitments[i].price);
            if (price == 0) continue;
            if (price > free) revert InsufficientDeposit(member, price, free);
            free -= price;
            emit Escrowed(id, member, price);
        }
        _accounts[member] = account_.withFree(free);
    }

    function _pay(BondId id, Payment[] calldata payments) private {
        BondMoney money = _existingBond(id);
        uint96 left = money.escrow();
        for (uint256 i = 0; i < payments.length; ++i) {
            (MemberId to, uint96 amount) = (payments[i].to, payments[i].amount);
            if (amount == 0) continue;
            if (amount > left) revert ExceedsEscrow(id, amount, left);
            left -= amount;
            _credit(to, amount);
            emit EscrowPaid(id, to, amount);
        }
        _bonds[id].money = money.withEscrow(left);
    }

    function _release(BondId id, MemberId member) private {
        BondRecord storage bond_ = _bonds[id];
        BondMoney money = bond_.money;
        MemberId holder = money.member();
        MemberAccount account_ = _accounts[member];
        if (holder != member && !holder.isNone()) revert NoSuchBond(id);
        if (account_.locks() == 0) revert NoSuchBond(id);
        // A side without money has no record.
        if (holder.isNone()) {
            _accounts[member] = account_.withLocks(account_.locks() - 1);
            return;
        }
        if (money.depth() > 0) {
            LockBacking backing = bond_.backing;
            bond_.backing = LockBacking.wrap(0);
            _giveBack(member, backing, backing.total());
        }
        (uint96 own, uint96 held) = (money.own(), money.escrow());
        account_ = account_.credit(own);
        if (held == 0) account_ = account_.withLocks(account_.locks() - 1);
        _accounts[member] = account_;
        bond_.money = held == 0 ? BondMoney.wrap(0) : bondMoney(member, held);
        emit BondReleased(id, own);
    }

    // -- Internal: deposits

    function _deposit(MemberId member, uint256 amount) private {
        // Check: a running community, and somebody to credit.
        CHARTER.running();
        uint96 amount_ = _positive(amount);
        address from = _msgSender();
        if (member.isNone()) member = MEMBERSHIP.idOf(from);
        _requireAccount(member);

        // Interaction first: what arrives is what is credited; the guard keeps everybody else out meanwhile.
        uint96 arrived = _pull(from, amount_);

        // Effect: the member's free deposit.
        _credit(member, arrived);
        emit Deposited(member, from, arrived);
    }

    /// @dev A community that is wired, and a member of it. An account in use has shown both before.
    function _requireAccount(MemberId member) private view {
        if (!_accounts[member].isUnused()) return;
        if (graph == address(0)) revert NotSealed();
        if (MEMBERSHIP.stateOf(member) == IMembership.MemberState.None) revert NoSuchMember(member);
    }

    /// @dev Nobody withdraws what would cover their recourse (COV-8).
    function _beyondRecourse(MemberId member) private view returns (uint96) {
        MemberAccount account_ = _accounts[member];
        (uint96 free, uint96 owed) = (account_.free(), account_.owed());
        return free > owed ? free - owed : 0;
    }

    function _requireRunsUntil(PledgeId backing, uint40 until) private view {
        uint40 limit = _pledges[backing].terms.until();
        if (until > limit) revert OutlastsBacking(backing, until, limit);
    }
}
