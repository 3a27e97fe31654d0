// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MemberId} from "../types/MemberId.sol";
import {CrowdWallet} from "./CrowdWallet.sol";

/// @title A crowd of members, many of whom join in one transaction
/// @notice Each has a wallet contract of their own, which does what every member does to join: it applies, and is vouched
/// for by the wallets of two members.
contract Crowd {
    /// @notice What a member deposits.
    uint96 public constant DEPOSIT = 10_000 ether;

    /// @notice What a guarantor pledges.
    uint96 public constant PLEDGE = 10 ether;

    /// @notice What a guarantor charges (basis points).
    uint16 public constant PREMIUM = 100;

    IMembership private immutable _membership;
    ISuretyGraph private immutable _graph;
    ICoverVault private immutable _vault;
    uint40 private immutable _until;
    address private immutable _wallet;

    /// @param token The settlement token, of which the crowd has enough
    /// @param until Protocol clock until which the pledges run
    constructor(
        IMembership membership,
        ISuretyGraph graph,
        ICoverVault vault,
        IERC20 token,
        uint40 until
    ) {
        _membership = membership;
        _graph = graph;
        _vault = vault;
        _until = until;
        _wallet = address(new CrowdWallet());
        token.approve(address(vault), type(uint256).max);
    }

    /// @notice Lets one apply for whom wallets outside the crowd will vouch.
    /// @param guarantor0 Who is asked for slot 0
    /// @param guarantor1 Who is asked for slot 1
    /// @return id The applicant
    function enter(MemberId guarantor0, MemberId guarantor1) external returns (MemberId id) {
        id = MemberId.wrap(_membership.memberCount() + 1);
        _enter(id, guarantor0, guarantor1);
    }

    /// @notice Lets many join.
    /// @param guarantors The two guarantors of each, who are of the crowd: slot 0 in the lower 32 bits, slot 1 above them
    function grow(uint64[] calldata guarantors) external {
        uint32 number = _membership.memberCount();
        for (uint256 i = 0; i < guarantors.length; ++i) {
            MemberId id = MemberId.wrap(++number);
            MemberId guarantor0 = MemberId.wrap(uint32(guarantors[i]));
            MemberId guarantor1 = MemberId.wrap(uint32(guarantors[i] >> 32));
            address wallet = _enter(id, guarantor0, guarantor1);
            _vouch(wallet, 0, guarantor0);
            _vouch(wallet, 1, guarantor1);
        }
    }

    /// @notice The wallet of a member of the crowd.
    /// @param id The member
    /// @return The wallet's address
    function walletOf(MemberId id) public view returns (address) {
        return Clones.predictDeterministicAddress(_wallet, bytes32(uint256(MemberId.unwrap(id))));
    }

    function _enter(
        MemberId id,
        MemberId guarantor0,
        MemberId guarantor1
    ) private returns (address wallet) {
        wallet = Clones.cloneDeterministic(_wallet, bytes32(uint256(MemberId.unwrap(id))));
        CrowdWallet(wallet).act(
            address(_membership),
            abi.encodeCall(
                IMembership.applyForMembership,
                (bytes32(0), guarantor0, PREMIUM, guarantor1, PREMIUM, 0)
            )
        );
        _vault.deposit(id, DEPOSIT);
    }

    function _vouch(address wallet, uint8 slot, MemberId guarantor) private {
        CrowdWallet(walletOf(guarantor)).act(
            address(_graph),
            abi.encodeCall(ISuretyGraph.vouch, (wallet, slot, PLEDGE, _until, PREMIUM))
        );
    }
}
