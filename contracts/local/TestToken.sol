// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title TestToken
/// @notice A settlement token with permit, for local networks and tests only.
/// @dev Warning: anyone can mint any amount. Never deploy it where a token is worth something.
contract TestToken is ERC20, ERC20Permit {
    /// @notice Creates the token with no supply and 18 decimals.
    /// @param name_ The token's name, also that of its EIP-712 domain.
    /// @param symbol_ The token's symbol.
    constructor(
        string memory name_,
        string memory symbol_
    ) ERC20(name_, symbol_) ERC20Permit(name_) {}

    /// @notice Mints tokens from nothing; anyone may call.
    /// @param account Who receives the tokens.
    /// @param amount How many, in the token's smallest unit.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
