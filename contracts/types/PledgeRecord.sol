// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {LockBacking} from "./LockBacking.sol";
import {PledgeMoney} from "./PledgeMoney.sol";
import {PledgeTerms} from "./PledgeTerms.sol";

/// @notice A pledge as stored. A draw touches the first word, a lock of the principal's the second, and either the third
/// only where the pledge is backed itself.
struct PledgeRecord {
    // slot 0
    PledgeMoney money;
    // slot 1
    PledgeTerms terms;
    // slot 2
    LockBacking backing;
}

using {toPledge} for PledgeRecord global;

/// @notice The pledge field by field.
function toPledge(PledgeRecord memory record) pure returns (ICoverVault.Pledge memory) {
    return
        ICoverVault.Pledge({
            own: record.money.own(),
            owed: record.money.owed(),
            guarantor: record.money.guarantor(),
            state: record.terms.state(),
            depth: record.terms.depth(),
            room: record.terms.room(),
            until: record.terms.until(),
            backing: record.backing.toBacking()
        });
}
