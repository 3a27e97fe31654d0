// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IModule} from "../interfaces/IModule.sol";

/// @title A contract that answers what it does not know
/// @notice A call of a function that is not here fails with an error that names it, and no ether is ever taken in.
abstract contract ClosedInterface {
    /// @notice Error: `UnknownFunction`.
    fallback() external {
        revert IModule.UnknownFunction(msg.sig);
    }
}
