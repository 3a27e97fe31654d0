// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A wallet that a token tells of its transfers
interface IHookedWallet {
    /// @notice Tokens have come or gone; the vault does not know it yet.
    function onTransfer() external;
}

/// @title A token that its issuer can pause, from which it can bar addresses, and which lets wallets call back
contract CapriciousToken is TestToken {
    bool public paused;
    mapping(address account => bool barred) public barred;
    mapping(address account => bool hooked) public hooked;

    error TransfersPaused();
    error Barred(address account);

    constructor() TestToken("Capricious Dollar", "CUSD") {}

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    function setBarred(address account, bool barred_) external {
        barred[account] = barred_;
    }

    /// @notice Whether a wallet is called after each of its transfers.
    function setHooked(address account, bool hooked_) external {
        hooked[account] = hooked_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (paused) revert TransfersPaused();
        if (barred[from]) revert Barred(from);
        if (barred[to]) revert Barred(to);
        super._update(from, to, amount);
        if (hooked[from]) IHookedWallet(from).onTransfer();
        if (hooked[to]) IHookedWallet(to).onTransfer();
    }
}
