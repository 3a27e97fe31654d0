// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {BondMoney} from "./BondMoney.sol";
import {LockBacking} from "./LockBacking.sol";

/// @notice One side of one stage as stored. The second word is in use only where the bond is backed by pledges.
struct BondRecord {
    // slot 0
    BondMoney money;
    // slot 1
    LockBacking backing;
}

using {toBond} for BondRecord global;

/// @notice The bond field by field.
function toBond(BondRecord memory record) pure returns (ICoverVault.Bond memory) {
    return
        ICoverVault.Bond({
            own: record.money.own(),
            escrow: record.money.escrow(),
            member: record.money.member(),
            depth: record.money.depth(),
            backing: record.backing.toBacking()
        });
}
