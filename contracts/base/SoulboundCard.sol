// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC5192} from "../interfaces/IERC5192.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IModule} from "../interfaces/IModule.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";

/// @title SoulboundCard
/// @notice The cards of a community: an ERC-721 that nobody can transfer or approve, kept in one storage slot for each
/// member together with the member's state.
/// @dev The records of OpenZeppelin's ERC-721 stay empty: the member's own slot says who holds the card.
abstract contract SoulboundCard is IMembership, IERC5192, IModule, ERC721 {
    bytes4 private constant ERC5192_ID = 0xb45a3c0e;

    mapping(MemberId id => Member) internal _members;

    mapping(address wallet => MemberId) internal _idOf;

    /// @inheritdoc IMembership
    uint32 public memberCount;

    /// @notice Names the collection.
    constructor() ERC721("Kepil Membership", "KEPIL") {}

    /// @notice Cards do not move. Errors: `Soulbound`.
    function approve(address, uint256) public pure override {
        revert Soulbound();
    }

    /// @notice Cards do not move. Errors: `Soulbound`.
    function setApprovalForAll(address, bool) public pure override {
        revert Soulbound();
    }

    /// @notice Cards do not move. Errors: `Soulbound`.
    function transferFrom(address, address, uint256) public pure override {
        revert Soulbound();
    }

    /// @notice Cards do not move. Errors: `Soulbound`.
    function safeTransferFrom(address, address, uint256, bytes memory) public pure override {
        revert Soulbound();
    }

    /// @inheritdoc IMembership
    function memberOf(address wallet) external view returns (MemberId id, MemberState state) {
        id = _idOf[wallet];
        state = _members[id].state;
    }

    /// @inheritdoc IMembership
    function partiesOfVouch(
        address guarantorWallet,
        address principalWallet
    ) external view returns (MemberId guarantor, MemberId principal, MemberState principalState) {
        guarantor = idOf(guarantorWallet);
        principal = idOf(principalWallet);
        principalState = _members[principal].state;
    }

    /// @inheritdoc IMembership
    function idOf(address wallet) public view returns (MemberId id) {
        id = _idOf[wallet];
        if (id.isNone()) revert NotAMember(wallet);
    }

    /// @inheritdoc IMembership
    function member(MemberId id) external view returns (Member memory) {
        return _members[id];
    }

    /// @inheritdoc IMembership
    function stateOf(MemberId id) external view returns (MemberState) {
        return _members[id].state;
    }

    /// @inheritdoc IMembership
    function firstInactive(MemberId a, MemberId b, MemberId c) external view returns (MemberId) {
        if (_isInactive(a)) return a;
        if (_isInactive(b)) return b;
        if (_isInactive(c)) return c;
        return NO_MEMBER;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @notice 1 for a wallet that holds a card, otherwise 0.
    /// @param owner The wallet
    /// @return The number of cards
    function balanceOf(address owner) public view override returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        return _idOf[owner].isNone() ? 0 : 1;
    }

    /// @notice ERC-165: ERC-721 with its metadata, and ERC-5192.
    /// @param interfaceId The interface asked about
    /// @return Whether it is one of these
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == ERC5192_ID || super.supportsInterface(interfaceId);
    }

    function _mintCard(address wallet) internal returns (MemberId id) {
        uint32 number = memberCount + 1;
        memberCount = number;
        _mint(wallet, number);
        emit Locked(number);
        return MemberId.wrap(number);
    }

    /// @dev The one place where a card comes to a wallet.
    function _update(
        address to,
        uint256 tokenId,
        address
    ) internal override returns (address from) {
        MemberId id = MemberId.wrap(uint32(tokenId));
        from = _members[id].wallet;
        if (from != address(0)) _idOf[from] = NO_MEMBER;
        _members[id].wallet = to;
        _idOf[to] = id;
        emit Transfer(from, to, tokenId);
    }

    function _ownerOf(uint256 tokenId) internal view override returns (address) {
        if (tokenId > type(uint32).max) return address(0);
        return _members[MemberId.wrap(uint32(tokenId))].wallet;
    }

    function _requireState(MemberId id, MemberState expected) internal view {
        MemberState actual = _members[id].state;
        if (actual == MemberState.None) revert NoSuchMember(id);
        if (actual != expected) revert WrongMemberState(id, actual);
    }

    function _requireNotExpelled(MemberId id) internal view {
        MemberState state = _members[id].state;
        if (state == MemberState.Expelled) revert WrongMemberState(id, state);
    }

    function _requireNoCard(address wallet) internal view {
        MemberId holder = _idOf[wallet];
        if (!holder.isNone()) revert WalletTaken(wallet, holder);
    }

    function _isInactive(MemberId id) internal view returns (bool) {
        return !id.isNone() && _members[id].state != MemberState.Active;
    }
}
