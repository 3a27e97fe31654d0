// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {CoverLedger} from "./base/CoverLedger.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {BondId} from "./types/BondId.sol";
import {DisputeId} from "./types/DisputeId.sol";
import {MemberId, NO_MEMBER} from "./types/MemberId.sol";
import {PledgeId, pledgeId} from "./types/PledgeId.sol";

/// @title The cover vault: the only contract that touches the token
/// @notice Every function that changes state holds the guard, so nothing that a token calls back can move money here.
contract CoverVault is CoverLedger, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice The settlement token.
    IERC20 public immutable TOKEN;

    address private _graph;
    address private _trade;
    address private _court;

    mapping(DisputeId id => uint96 amount) private _fees;

    constructor(
        ICharter charter,
        IMembership membership,
        address forwarder
    ) Module(charter, forwarder) CoverLedger(membership) {
        TOKEN = IERC20(charter.token());
    }

    modifier onlyGraph() {
        _requireModule(_graph);
        _;
    }

    modifier onlyTrade() {
        _requireModule(_trade);
        _;
    }

    modifier onlyCourt() {
        _requireModule(_court);
        _;
    }

    /// @notice Names the modules that may move numbers in the vault. The deployer, once.
    function seal(address graph, address trade, address court) external {
        _authoriseSeal(_graph);
        _requireNonzero(graph);
        _requireNonzero(trade);
        _requireNonzero(court);
        _graph = graph;
        _trade = trade;
        _court = court;
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
        // Interaction: a permit that was used by somebody else already has done its work; the transfer tells.
        try
            IERC20Permit(address(TOKEN)).permit(
                _msgSender(),
                address(this),
                amount,
                deadline,
                v,
                r,
                s
            )
        {} catch {}
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
        _accounts[member].free -= amount_;
        emit Withdrawn(member, to, amount_);

        // Interaction: it leaves the vault.
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc ICoverVault
    function repay(PledgeId id, uint256 amount) external nonReentrant {
        // Check: not more than the debt.
        CHARTER.running();
        Pledge storage pledge_ = _existingPledge(id);
        uint96 amount_ = _positive(amount);
        if (amount_ > pledge_.owed) revert ExceedsDebt(id, amount_, pledge_.owed);

        // Interaction first: what arrives is what is credited; the guard keeps everybody else out meanwhile.
        uint96 arrived = _pull(_msgSender(), amount_);
        emit Deposited(id.principal(), _msgSender(), arrived);

        // Effect: the guarantor has it, and the debt is that much smaller.
        _repay(id, pledge_.guarantor, arrived);
    }

    /// @inheritdoc ICoverVault
    function collect(PledgeId id, uint256 amount) external nonReentrant {
        // Check: there is a debt, and free money of the principal.
        Pledge storage pledge_ = _existingPledge(id);
        uint96 amount_ = _positive(amount);

        // Effect: from the principal to the guarantor.
        _spendFree(id.principal(), amount_);
        _repay(id, pledge_.guarantor, amount_);
    }

    /// @inheritdoc ICoverVault
    function collectFrom(PledgeId id, uint256 amount, PledgeId source) external nonReentrant {
        // Check: a pledge that the principal gives, and its own, unused part.
        Pledge storage pledge_ = _existingPledge(id);
        Pledge storage source_ = _existingPledge(source);
        uint96 amount_ = _positive(amount);
        if (source_.guarantor != id.principal()) revert NotPledgeOf(source, id.principal());
        uint96 available = Waterfall.min(source_.own, source_.room);
        if (amount_ > available) revert ExceedsRoom(source, amount_, available);

        // Effect: the pledge shrinks, the guarantor is repaid.
        source_.own -= amount_;
        source_.room -= amount_;
        emit PledgeDecreased(source, amount_, amount_);
        _repay(id, pledge_.guarantor, amount_);
    }

    /// @inheritdoc ICoverVault
    function excuse(PledgeId id) external nonReentrant {
        CHARTER.running();
        Pledge storage pledge_ = _existingPledge(id);
        MemberId guarantor = pledge_.guarantor;
        MemberId caller = MEMBERSHIP.idOf(_msgSender());
        if (caller != guarantor) revert WrongMember(caller, guarantor);
        uint96 owed = _accounts[guarantor].owed;
        if (owed > 0) revert RecourseOutstanding(guarantor, owed);
        uint96 debt = pledge_.owed;
        if (debt == 0) revert ZeroAmount();

        _reduceDebt(id, debt);
        emit RecourseExcused(id, guarantor, debt);
        MEMBERSHIP.recordExcuse(id.principal());
    }

    /// @inheritdoc ICoverVault
    function reclaim(PledgeId id) external nonReentrant {
        Pledge storage pledge_ = _existingPledge(id);
        PledgeState state = pledge_.state;
        uint96 unused = pledge_.room;
        if (state == PledgeState.Live) {
            // A pledge that has run out holds nobody behind it; the guarantor's own part stays for a renewal.
            (uint40 now_, ) = CHARTER.time();
            if (now_ < pledge_.until) revert WrongPledgeState(id, state);
            unused = Waterfall.min(unused, uint96(_capacity(pledge_)) - pledge_.own);
            if (unused == 0) revert ZeroAmount();
            _shrinkPledge(id, unused);
            return;
        }
        if (state != PledgeState.Ended) revert WrongPledgeState(id, state);
        if (unused == 0 && _capacity(pledge_) > 0) revert ZeroAmount();
        _shrinkPledge(id, unused);
        _closePledgeIfUnused(id);
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
    ) external onlyGraph nonReentrant {
        Pledge storage pledge_ = _pledges[id];
        if (pledge_.state != PledgeState.None) revert WrongPledgeState(id, pledge_.state);
        _countLock(guarantor);
        (uint96 own, Backing memory backing, uint8 depth) = _takeCover(
            guarantor,
            amount,
            until,
            backing0,
            backing1
        );
        pledge_.own = own;
        pledge_.guarantor = guarantor;
        pledge_.state = PledgeState.Live;
        pledge_.depth = depth;
        pledge_.room = amount;
        pledge_.until = until;
        if (depth > 0) pledge_.backing = backing;
        emit PledgeLocked(id, guarantor, amount, own, depth);
    }

    /// @inheritdoc ICoverVault
    function increasePledge(PledgeId id, uint96 amount) external onlyGraph nonReentrant {
        Pledge storage pledge_ = _requirePledgeState(id, PledgeState.Live);
        _spendFree(pledge_.guarantor, amount);
        pledge_.own += amount;
        pledge_.room += amount;
        emit PledgeIncreased(id, amount);
    }

    /// @inheritdoc ICoverVault
    function decreasePledge(PledgeId id, uint96 amount) external onlyGraph nonReentrant {
        _requirePledgeState(id, PledgeState.Live);
        _shrinkPledge(id, amount);
    }

    /// @inheritdoc ICoverVault
    function renewPledge(PledgeId id, uint40 until) external onlyGraph nonReentrant {
        Pledge storage pledge_ = _requirePledgeState(id, PledgeState.Live);
        if (until <= pledge_.until) revert RenewalTooShort(id, until, pledge_.until);
        if (pledge_.depth > 0) _requireBackingUntil(pledge_, until);
        pledge_.until = until;
        emit PledgeRenewed(id, until);
    }

    /// @inheritdoc ICoverVault
    function endPledge(PledgeId id) external onlyGraph nonReentrant {
        Pledge storage pledge_ = _requirePledgeState(id, PledgeState.Live);
        pledge_.state = PledgeState.Ended;
        _shrinkPledge(id, pledge_.room);
        emit PledgeEnded(id, uint96(_capacity(pledge_)));
        _closePledgeIfUnused(id);
    }

    // -- Trade

    /// @inheritdoc ICoverVault
    function escrow(BondId id, MemberId member, uint96 amount) external onlyTrade nonReentrant {
        Bond storage bond_ = _openBond(id, member);
        _spendFree(member, amount);
        bond_.escrow = amount;
        emit Escrowed(id, member, amount);
    }

    /// @inheritdoc ICoverVault
    function lockBond(
        BondId id,
        MemberId member,
        uint96 amount,
        PledgeId backing0,
        PledgeId backing1
    ) external onlyTrade nonReentrant {
        Bond storage bond_ = _bonds[id];
        MemberId holder = bond_.member;
        if (holder.isNone()) bond_ = _openBond(id, member);
        else if (holder != member || _left(bond_) > 0) revert BondExists(id);
        (uint96 own, Backing memory backing, uint8 depth) = _takeCover(
            member,
            amount,
            0,
            backing0,
            backing1
        );
        bond_.own = own;
        bond_.depth = depth;
        if (depth > 0) bond_.backing = backing;
        emit BondLocked(id, member, amount, own, depth);
    }

    /// @inheritdoc ICoverVault
    function draw(BondId id, uint96 amount, MemberId to) external onlyTrade nonReentrant {
        uint96 own = _drawBond(id, amount);
        _accounts[to].free += amount;
        emit BondDrawn(id, to, amount, own, false);
    }

    /// @inheritdoc ICoverVault
    function drawToEscrow(BondId id, uint96 amount, BondId holder) external onlyTrade nonReentrant {
        uint96 own = _drawBond(id, amount);
        Bond storage holder_ = _existingBond(holder);
        holder_.escrow += amount;
        emit BondDrawn(id, holder_.member, amount, own, true);
    }

    /// @inheritdoc ICoverVault
    function drawOwn(BondId id, uint96 amount, MemberId to) external onlyTrade nonReentrant {
        Bond storage bond_ = _existingBond(id);
        uint96 own = bond_.own;
        if (amount > own) revert ExceedsBond(id, amount, own);
        bond_.own = own - amount;
        _accounts[to].free += amount;
        emit BondDrawn(id, to, amount, amount, false);
    }

    /// @inheritdoc ICoverVault
    function pay(BondId id, Payment[] calldata payments) external onlyTrade nonReentrant {
        Bond storage bond_ = _existingBond(id);
        uint96 left = bond_.escrow;
        for (uint256 i = 0; i < payments.length; ++i) {
            Payment calldata payment = payments[i];
            if (payment.amount == 0) continue;
            if (payment.amount > left) revert ExceedsEscrow(id, payment.amount, left);
            left -= payment.amount;
            _accounts[payment.to].free += payment.amount;
            emit EscrowPaid(id, payment.to, payment.amount);
        }
        bond_.escrow = left;
    }

    /// @inheritdoc ICoverVault
    function release(BondId id) external onlyTrade nonReentrant {
        Bond storage bond_ = _existingBond(id);
        (MemberId member, uint96 own, uint8 depth) = (bond_.member, bond_.own, bond_.depth);
        if (depth > 0) {
            _giveBack(member, bond_.backing, bond_.backing.part0 + bond_.backing.part1);
        }
        Account storage account_ = _accounts[member];
        if (own > 0) account_.free += own;
        bond_.own = 0;
        if (bond_.escrow == 0) {
            account_.locks -= 1;
            (bond_.member, bond_.depth) = (NO_MEMBER, 0);
            if (depth > 0) delete bond_.backing;
        }
        emit BondReleased(id, own);
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
            _accounts[payer].free += available;
            emit Deposited(payer, wallet, available);
        }
        if (amount > available) revert InsufficientDeposit(payer, amount, available);
        _accounts[payer].free -= amount;
        _fees[dispute] += amount;
        emit FeeTaken(dispute, payer, amount);
    }

    /// @inheritdoc ICoverVault
    function payFee(DisputeId dispute, MemberId to, uint96 amount) external onlyCourt nonReentrant {
        uint96 pool = _fees[dispute];
        if (amount > pool) revert ExceedsFees(dispute, amount, pool);
        _fees[dispute] = pool - amount;
        _accounts[to].free += amount;
        emit FeePaid(dispute, to, amount);
    }

    // -- Views

    /// @inheritdoc ICoverVault
    function account(MemberId member) external view returns (Account memory) {
        return _accounts[member];
    }

    /// @inheritdoc ICoverVault
    function owedBy(MemberId member) external view returns (uint96) {
        return _accounts[member].owed;
    }

    /// @inheritdoc ICoverVault
    function pledge(PledgeId id) external view returns (Pledge memory) {
        return _pledges[id];
    }

    /// @inheritdoc ICoverVault
    function roomOf(PledgeId id) external view returns (uint96) {
        (uint40 now_, ) = CHARTER.time();
        return _room(id, now_);
    }

    /// @inheritdoc ICoverVault
    function bond(BondId id) external view returns (Bond memory) {
        return _bonds[id];
    }

    /// @inheritdoc ICoverVault
    function bondAmount(BondId id) external view returns (uint96) {
        return uint96(_left(_bonds[id]));
    }

    /// @inheritdoc ICoverVault
    function feesOf(DisputeId id) external view returns (uint96) {
        return _fees[id];
    }

    // -- Internal

    function _deposit(MemberId member, uint256 amount) private {
        // Check: a running community, and somebody to credit.
        CHARTER.running();
        uint96 amount_ = _positive(amount);
        _requireAccount(member);

        // Interaction first: what arrives is what is credited; the guard keeps everybody else out meanwhile.
        address from = _msgSender();
        uint96 arrived = _pull(from, amount_);

        // Effect: the member's free deposit.
        _accounts[member].free += arrived;
        emit Deposited(member, from, arrived);
    }

    /// @dev A community that is wired, and a member of it. An account in use has shown both before.
    function _requireAccount(MemberId member) private view {
        Account storage account_ = _accounts[member];
        if (account_.free > 0 || account_.locks > 0) return;
        if (_graph == address(0)) revert NotSealed();
        if (MEMBERSHIP.stateOf(member) == IMembership.MemberState.None) revert NoSuchMember(member);
    }

    /// @dev Pulls tokens and tells what arrived. The balance stays below 2^96, so no credit overflows an account.
    function _pull(address from, uint96 amount) private returns (uint96) {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(from, address(this), amount);
        uint256 balance = TOKEN.balanceOf(address(this));
        if (balance > type(uint96).max) revert BalanceTooLarge(balance, type(uint96).max);
        if (balance <= before) revert NothingArrived();
        return uint96(balance - before);
    }

    function _repay(PledgeId id, MemberId guarantor, uint96 amount) private {
        _reduceDebt(id, amount);
        _accounts[guarantor].free += amount;
        emit RecourseRepaid(id, guarantor, amount);
    }

    function _positive(uint256 amount) private pure returns (uint96) {
        if (amount == 0) revert ZeroAmount();
        return _amount(amount);
    }

    /// @dev Nobody withdraws what would cover their recourse (COV-8).
    function _beyondRecourse(MemberId member) private view returns (uint96) {
        Account storage account_ = _accounts[member];
        (uint96 free, uint96 owed) = (account_.free, account_.owed);
        return free > owed ? free - owed : 0;
    }

    function _requireBackingUntil(Pledge storage pledge_, uint40 until) private view {
        MemberId guarantor = pledge_.guarantor;
        Backing memory parts = pledge_.backing;
        if (parts.part0 > 0) _requireRunsUntil(pledgeId(guarantor, 0, parts.serial0), until);
        if (parts.part1 > 0) _requireRunsUntil(pledgeId(guarantor, 1, parts.serial1), until);
    }

    function _requireRunsUntil(PledgeId backing, uint40 until) private view {
        uint40 limit = _pledges[backing].until;
        if (until > limit) revert OutlastsBacking(backing, until, limit);
    }

    function _left(Bond storage bond_) private view returns (uint256) {
        if (bond_.depth == 0) return bond_.own;
        return uint256(bond_.own) + bond_.backing.part0 + bond_.backing.part1;
    }
}
