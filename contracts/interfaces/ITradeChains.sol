// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "../types/MemberId.sol";
import {ChainId} from "../types/ChainId.sol";
import {BondId} from "../types/BondId.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {Fault} from "../types/Fault.sol";
import {Side} from "../types/Side.sol";

/// @title Trade chains: production chains of staged deals, with payment held until delivery
/// @notice A chain has 1 to 32 stages; a stage is one delivery from a provider to a receiver. Every participant accepts
/// the chain as a whole; then stages open in the order they wait for one another, are delivered and accepted, or broken
/// and compensated. The states and every move between them are one table in `docs/state-machines.md`.
interface ITradeChains {
    /// @notice None -> Proposed -> Active -> Closed; or Proposed -> Dissolved.
    enum ChainState {
        None,
        Proposed,
        Active,
        Closed,
        Dissolved
    }

    /// @notice Waiting: for the chain to begin or for earlier stages. Open: to be delivered. Delivered: under inspection.
    /// Claimed: a claim awaits its answer. Disputed: before the court. Drawing: the outcome is fixed and awards are being
    /// drawn. Remedy: the receiver chooses between the money and a new provider. Closed: finally.
    enum StageState {
        None,
        Waiting,
        Open,
        Delivered,
        Claimed,
        Disputed,
        Drawing,
        Remedy,
        Closed
    }

    /// @notice Why a stage closed. Accepted: delivered and paid. Ruled: an outcome with the money taken or paid out.
    /// Settled, Cancelled, Lapsed: without remedy.
    enum Closing {
        Accepted,
        Ruled,
        Settled,
        Cancelled,
        Lapsed
    }

    /// @notice Default: the receiver, after due, undelivered. Defect: the receiver, delivered, within inspection.
    /// Obstruction and EarlyBreach: either side, while open.
    enum ClaimKind {
        None,
        Default,
        Defect,
        Obstruction,
        EarlyBreach
    }

    /// @notice A share of what a stage pays out after premiums (basis points); the provider gets the remainder.
    struct Payee {
        MemberId member;
        uint16 shareBps;
    }

    /// @notice One stage as it is proposed.
    /// @param provider Who delivers
    /// @param receiver Who pays; another member
    /// @param price Held from the receiver's free deposit (token units)
    /// @param listPrice What it would have cost outside, at least the price (token units)
    /// @param providerBond 0 to price (token units)
    /// @param receiverBond 0 to price (token units)
    /// @param duration From opening to due, 1 second to 365 days
    /// @param inspection From delivery, 1 hour to 90 days
    /// @param waitsFor Bit i: waits for stage i, which must be an earlier one
    /// @param terms Digest of what was agreed
    /// @param payees Up to 32, shares at most 100 per cent together
    struct StageTerms {
        MemberId provider;
        MemberId receiver;
        uint256 price;
        uint256 listPrice;
        uint256 providerBond;
        uint256 receiverBond;
        uint32 duration;
        uint32 inspection;
        uint32 waitsFor;
        bytes32 terms;
        Payee[] payees;
    }

    /// @notice A chain in one storage slot.
    /// @param snapshot Protocol clock that guarantors are taken at
    /// @param acceptBy Protocol clock until which it can be accepted
    /// @param version The charter version it keeps
    /// @param stageCount 1 to 32
    /// @param state See `ChainState`
    /// @param closed Bit i: stage i has finally closed
    /// @param undelivered Bit i: and without a delivery
    /// @param providersAccepted Bit i: the provider of stage i has accepted
    /// @param receiversAccepted Bit i: the receiver of stage i has accepted
    struct Chain {
        // slot 0
        uint40 snapshot;
        uint40 acceptBy;
        uint16 version;
        uint8 stageCount;
        ChainState state;
        uint32 closed;
        uint32 undelivered;
        uint32 providersAccepted;
        uint32 receiversAccepted;
    }

    /// @notice A stage in two storage slots, and a third once it is claimed or its time extended. Once it has finally
    /// closed, only the first of its three slots and `replaced` keep their meaning.
    /// @param provider Who delivers; the replacement once there is one
    /// @param receiver Who pays
    /// @param price What is paid for the delivery (token units)
    /// @param providerBond Of the present provider (token units)
    /// @param receiverBond 0 after a replacement (token units)
    /// @param duration As agreed (seconds)
    /// @param inspection As agreed (seconds)
    /// @param waitsFor Bitmap of earlier stages
    /// @param mark Protocol clock of the last change of state: opening, delivery, claim, ...
    /// @param state See `StageState`
    /// @param payeeCount Number of payees
    /// @param messages Evidence and messages so far: posts, deliveries, claims and answers
    /// @param receiverClaim The receiver's claim or counterclaim; while Drawing, what the receiver is still to be drawn
    /// @param providerClaim The provider's
    /// @param extension Seconds added to the duration by agreement; from a claim on, the response window (seconds)
    /// @param kind See `ClaimKind`; None again once an outcome has blamed the provider
    /// @param claimant Who claimed
    /// @param answered Somebody who stands behind the other side has answered; the party's own answer opens the court at once
    /// @param replaced The provider is a replacement
    struct Stage {
        // slot 0
        MemberId provider;
        MemberId receiver;
        uint96 price;
        uint96 providerBond;
        // slot 1
        uint96 receiverBond;
        uint32 duration;
        uint24 inspection;
        uint32 waitsFor;
        uint40 mark;
        StageState state;
        uint8 payeeCount;
        uint16 messages;
        // slot 2
        uint96 receiverClaim;
        uint96 providerClaim;
        uint32 extension;
        ClaimKind kind;
        Side claimant;
        bool answered;
        bool replaced;
    }

    /// @notice A replacement provider whom the receiver has appointed.
    /// @param provider The appointed member
    /// @param price Up to the money that waits (token units)
    /// @param bond 0 to price (token units)
    /// @param duration At most the agreed one (seconds)
    /// @param snapshot Protocol clock that guarantors are taken at for the reopened stage
    struct Appointment {
        // slot 0
        MemberId provider;
        uint96 price;
        uint96 bond;
        uint32 duration;
        // slot 1
        uint40 snapshot;
    }

    /// @notice A chain was proposed; its stages follow as events of their own.
    /// @param chain The chain's name, see `ChainId`
    /// @param proposer Who proposed it
    /// @param terms Digest of what the chain is about
    /// @param snapshot Protocol clock that guarantors are taken at
    /// @param acceptBy Protocol clock until which it can be accepted
    /// @param version The charter version it keeps
    event ChainProposed(
        ChainId indexed chain,
        MemberId indexed proposer,
        bytes32 terms,
        uint40 snapshot,
        uint40 acceptBy,
        uint16 version
    );

    /// @notice One stage of a proposed chain.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param terms All that was proposed for it
    event StageProposed(ChainId indexed chain, uint8 indexed stage, StageTerms terms);

    /// @notice A participant accepted the chain in all roles they have in it.
    /// @param chain The chain's name, see `ChainId`
    /// @param member The participant
    event ChainAccepted(ChainId indexed chain, MemberId indexed member);

    /// @notice A participant took an acceptance back.
    /// @param chain The chain's name, see `ChainId`
    /// @param member The participant
    event AcceptanceWithdrawn(ChainId indexed chain, MemberId indexed member);

    /// @notice Everybody has accepted: the chain began.
    /// @param chain The chain's name, see `ChainId`
    event ChainActivated(ChainId indexed chain);

    /// @notice A proposed chain was declined or ran out of time: everything went back.
    /// @param chain The chain's name, see `ChainId`
    event ChainDissolved(ChainId indexed chain);

    /// @notice All stages have closed.
    /// @param chain The chain's name, see `ChainId`
    event ChainClosed(ChainId indexed chain);

    /// @notice A stage opened.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param due Protocol clock by which it is to be delivered
    event StageOpened(ChainId indexed chain, uint8 indexed stage, uint40 due);

    /// @notice The provider delivered.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param sequence Counts evidence and messages within the stage
    /// @param evidence Digest of what shows the delivery
    /// @param itemsRoot Merkle root of item codes, or zero
    event StageDelivered(
        ChainId indexed chain,
        uint8 indexed stage,
        uint16 sequence,
        bytes32 evidence,
        bytes32 itemsRoot
    );

    /// @notice Evidence or a message was posted.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param sequence Counts evidence and messages within the stage, up to 65,535; all that follow have that number, and
    /// the order of the log
    /// @param author Who posted it
    /// @param digest Digest of the document
    event MessagePosted(
        ChainId indexed chain,
        uint8 indexed stage,
        uint16 sequence,
        MemberId indexed author,
        bytes32 digest
    );

    /// @notice A side claims that the other broke the deal.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param sequence Counts evidence and messages within the stage
    /// @param kind See `ClaimKind`
    /// @param claimant Which side claims
    /// @param amount The compensation claimed (token units)
    /// @param evidence Digest of what shows it
    event StageClaimed(
        ChainId indexed chain,
        uint8 indexed stage,
        uint16 sequence,
        ClaimKind kind,
        Side claimant,
        uint96 amount,
        bytes32 evidence
    );

    /// @notice The other side, or somebody who stands behind it, contests the claim.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param sequence Counts evidence and messages within the stage
    /// @param by Who answered
    /// @param counterclaim The compensation claimed in turn (token units)
    /// @param evidence Digest of what shows it
    event ClaimAnswered(
        ChainId indexed chain,
        uint8 indexed stage,
        uint16 sequence,
        MemberId indexed by,
        uint96 counterclaim,
        bytes32 evidence
    );

    /// @notice The claim is before the court; the counterclaim is fixed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param dispute The dispute's name in the court
    /// @param counterclaim What the other side claims in turn (token units)
    event StageDisputed(
        ChainId indexed chain,
        uint8 indexed stage,
        DisputeId indexed dispute,
        uint96 counterclaim
    );

    /// @notice The outcome is fixed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param fault The provider's share (basis points)
    /// @param conceded True if nobody contested the claim, false if the court has ruled
    /// @param refund The provider's share of the price, which goes back (token units)
    /// @param toReceiver Compensation from the provider's bond (token units)
    /// @param toProvider Compensation from the receiver's bond (token units)
    event OutcomeFixed(
        ChainId indexed chain,
        uint8 indexed stage,
        Fault fault,
        bool conceded,
        uint96 refund,
        uint96 toReceiver,
        uint96 toProvider
    );

    /// @notice A price, or the part of it that was due, was paid out, premiums first.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param amount All that was paid out (token units)
    /// @param premium0 Of it, to the guarantor in the provider's slot 0 (token units)
    /// @param premium1 Of it, to the guarantor in the provider's slot 1 (token units)
    event StagePaid(
        ChainId indexed chain,
        uint8 indexed stage,
        uint96 amount,
        uint96 premium0,
        uint96 premium1
    );

    /// @notice Refund and award wait in the receiver's escrow, and the receiver may choose.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param until Protocol clock until which
    event RemedyOpened(ChainId indexed chain, uint8 indexed stage, uint40 until);

    /// @notice The receiver offers the stage to a new provider.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param provider The appointed member
    /// @param price What is offered (token units)
    /// @param bond What the new provider is to lock (token units)
    /// @param duration From the reopening to due (seconds)
    event ReplacementAppointed(
        ChainId indexed chain,
        uint8 indexed stage,
        MemberId indexed provider,
        uint96 price,
        uint96 bond,
        uint32 duration
    );

    /// @notice The new provider took the stage over: it is open again.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param provider The new provider
    event ReplacementAccepted(
        ChainId indexed chain,
        uint8 indexed stage,
        MemberId indexed provider
    );

    /// @notice The receiver has the money of a broken stage.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param amount Refund and award (token units)
    event MoneyTaken(ChainId indexed chain, uint8 indexed stage, uint96 amount);

    /// @notice A side offers to settle.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param by Which side offers
    /// @param fault The provider's share (basis points): that share of the price goes back
    /// @param compensation What the payer's bond gives the other side (token units)
    /// @param payer Which side pays the compensation
    event SettlementProposed(
        ChainId indexed chain,
        uint8 indexed stage,
        Side by,
        Fault fault,
        uint96 compensation,
        Side payer
    );

    /// @notice The sides settled.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param fault The provider's share (basis points): that share of the price goes back
    /// @param compensation What the payer's bond gives the other side (token units)
    /// @param payer Which side pays the compensation
    event StageSettled(
        ChainId indexed chain,
        uint8 indexed stage,
        Fault fault,
        uint96 compensation,
        Side payer
    );

    /// @notice A side offers a longer duration.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param by Which side offers
    /// @param duration From opening to due (seconds)
    event ExtensionProposed(ChainId indexed chain, uint8 indexed stage, Side by, uint32 duration);

    /// @notice The sides agreed a longer duration.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param duration From opening to due (seconds)
    event StageExtended(ChainId indexed chain, uint8 indexed stage, uint32 duration);

    /// @notice A stage closed finally.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param closing See `Closing`
    event StageClosed(ChainId indexed chain, uint8 indexed stage, Closing closing);

    /// @notice The same was proposed before.
    /// @param chain The chain's name, see `ChainId`
    error ChainExists(ChainId chain);

    /// @notice The call needs the chain in another state.
    /// @param chain The chain's name, see `ChainId`
    /// @param state The state it is in
    error WrongChainState(ChainId chain, ChainState state);

    /// @notice The call needs the stage in another state.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param state The state it is in
    error WrongStageState(ChainId chain, uint8 stage, StageState state);

    /// @notice The chain has no such stage.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The number that was given
    error NoSuchStage(ChainId chain, uint8 stage);

    /// @notice A chain has too few stages, or too many.
    /// @param count How many were given
    /// @param min The least allowed
    /// @param max The most allowed
    error StageCountOutOfRange(uint256 count, uint256 min, uint256 max);

    /// @notice A field of a proposed stage lies outside its range.
    /// @param stage The stage's number in the chain, from 0
    /// @param field The name of the field, a short string in ASCII
    /// @param value What was given, in the unit of the field
    /// @param min The least allowed
    /// @param max The most allowed
    error StageFieldOutOfRange(
        uint256 stage,
        bytes32 field,
        uint256 value,
        uint256 min,
        uint256 max
    );

    /// @notice Provider and receiver must be different members.
    /// @param stage The stage's number in the chain, from 0
    /// @param member Who was named as both
    error SameParties(uint256 stage, MemberId member);

    /// @notice `acceptBy` must lie after now and at most 30 days ahead.
    /// @param acceptBy What was given (protocol clock)
    /// @param min The least allowed (protocol clock)
    /// @param max The most allowed (protocol clock)
    error AcceptByOutOfRange(uint40 acceptBy, uint40 min, uint40 max);

    /// @notice The time to accept has passed.
    /// @param chain The chain's name, see `ChainId`
    /// @param acceptBy Protocol clock at which it ended
    error AcceptanceOver(ChainId chain, uint40 acceptBy);

    /// @notice It can still be accepted, so only a participant dissolves it.
    /// @param chain The chain's name, see `ChainId`
    /// @param acceptBy Protocol clock until which
    error AcceptanceOpen(ChainId chain, uint40 acceptBy);

    /// @notice Only a provider or receiver of one of the stages.
    /// @param chain The chain's name, see `ChainId`
    /// @param member Who called
    error NotAParticipant(ChainId chain, MemberId member);

    /// @notice The caller has accepted in all roles.
    /// @param chain The chain's name, see `ChainId`
    /// @param member Who called
    error AlreadyAccepted(ChainId chain, MemberId member);

    /// @notice The caller has not accepted.
    /// @param chain The chain's name, see `ChainId`
    /// @param member Who called
    error NotAccepted(ChainId chain, MemberId member);

    /// @notice Only a side of the stage, or a guarantor of one where that is said.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param caller The member who called
    error NotAParty(ChainId chain, uint8 stage, MemberId caller);

    /// @notice Not a side of the stage: a party speaks for itself, by `answer` and by the court's `appeal`.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param caller The member who called
    error IsAParty(ChainId chain, uint8 stage, MemberId caller);

    /// @notice Only the other side.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param expected The side that may
    error WrongSide(ChainId chain, uint8 stage, Side expected);

    /// @notice The time has not come.
    /// @param now_ Protocol clock (seconds)
    /// @param earliest Protocol clock from which it is possible
    error TooEarly(uint40 now_, uint40 earliest);

    /// @notice The time has passed.
    /// @param now_ Protocol clock (seconds)
    /// @param deadline Protocol clock before which it was possible
    error TooLate(uint40 now_, uint40 deadline);

    /// @notice A claim or counterclaim lies outside its range.
    /// @param amount What was given (token units)
    /// @param min The least allowed (token units)
    /// @param max The bond of the side that would pay (token units)
    error ClaimOutOfRange(uint256 amount, uint256 min, uint256 max);

    /// @notice A claim says what it is about.
    /// @param kind What was given: `None`
    error InvalidClaimKind(ClaimKind kind);

    /// @notice Somebody who stands behind the other side has answered.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error AlreadyAnswered(ChainId chain, uint8 stage);

    /// @notice A guarantor answers without a counterclaim: only the party can make one.
    /// @param guarantor The member who called
    error CounterclaimByGuarantor(MemberId guarantor);

    /// @notice Nothing is left to be drawn from this side's bond.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param from Whose bond was named
    error NothingToDraw(ChainId chain, uint8 stage, Side from);

    /// @notice The court has no final ruling yet.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error NotFinal(ChainId chain, uint8 stage);

    /// @notice A ruling or concession is final: nothing is left to settle.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error AlreadyFinal(ChainId chain, uint8 stage);

    /// @notice The provider of this stage is a replacement.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error AlreadyReplaced(ChainId chain, uint8 stage);

    /// @notice The receiver has appointed nobody.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error NoAppointment(ChainId chain, uint8 stage);

    /// @notice A fault is at most 10,000 basis points.
    /// @param fault What was given (basis points)
    error InvalidFault(Fault fault);

    /// @notice No offer of the other side with these terms stands.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error NoSuchOffer(ChainId chain, uint8 stage);

    /// @notice A stage with other payees settles only at fault 0.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error PayeesAtStake(ChainId chain, uint8 stage);

    /// @notice A new duration lies above the present one and at most at twice the first.
    /// @param duration What was given (seconds)
    /// @param min The least allowed (seconds)
    /// @param max The most allowed (seconds)
    error DurationOutOfRange(uint32 duration, uint32 min, uint32 max);

    /// @notice Every input was delivered: nothing to cancel for.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    error InputsDelivered(ChainId chain, uint8 stage);

    /// @notice Proposes a chain. Members in good standing. The name of the chain is made from all that is proposed:
    /// `keccak256(abi.encode(proposer, stages, terms, acceptBy))` with its low 24 bits cleared.
    /// @param stages 1 to 32, in an order in which none waits for a later one
    /// @param terms Digest of what the chain is about
    /// @param acceptBy Protocol clock until which it can be accepted, at most 30 days ahead
    /// @return chain The name of the chain
    function propose(
        StageTerms[] calldata stages,
        bytes32 terms,
        uint40 acceptBy
    ) external returns (ChainId chain);

    /// @notice Accepts a chain as a whole, in all roles the caller has in it: prices are escrowed, then bonds locked.
    /// Participants in good standing whose pair of guarantors has not changed since the snapshot. When the last one
    /// accepts, the chain begins.
    /// @param chain The chain's name, see `ChainId`
    function accept(ChainId chain) external;

    /// @notice Takes an acceptance back while others have not accepted yet.
    /// @param chain The chain's name, see `ChainId`
    function withdrawAcceptance(ChainId chain) external;

    /// @notice Dissolves a proposed chain: everything goes back. A participant, or anyone after `acceptBy`.
    /// @param chain The chain's name, see `ChainId`
    function dissolve(ChainId chain) external;

    /// @notice Delivers. The provider, late too, until a default is claimed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param evidence Digest of what shows the delivery
    /// @param itemsRoot Merkle root of item codes (OpenZeppelin's standard tree of `bytes32` leaves), or zero
    function deliver(ChainId chain, uint8 stage, bytes32 evidence, bytes32 itemsRoot) external;

    /// @notice Accepts a delivery: the price is paid out, bonds are released. The receiver, or anyone once the
    /// inspection time has passed: silence is acceptance.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    function acceptDelivery(ChainId chain, uint8 stage) external;

    /// @notice Posts evidence or a message. A side of the stage or one of its guarantors at the snapshot, while the
    /// stage is not closed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param digest Digest of the document
    /// @param uri Where it is, for the event `Evidence` alone
    /// @dev Errors: `NoSuchStage`, `WrongStageState`, `WrongChainState`, `NotAMember`, `NotAParty`. Emits `MessagePosted`
    /// and ERC-1497 `Evidence`.
    function post(ChainId chain, uint8 stage, bytes32 digest, string calldata uri) external;

    /// @notice Posts evidence or a message for a side, so that the judges hear those whose money is at stake although
    /// they are no party. Whoever stands behind the side's bond with a pledge, as for `answerFor`, while the bond is held.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param side The side whose bond the caller stands behind, which binds nobody to speak for it
    /// @param steps 1 to 6
    /// @param path The way up from that side's bond to the caller, see `ICoverVault.backerOf`
    /// @param digest Digest of the document
    /// @param uri Where it is, for the event `Evidence` alone
    /// @dev Errors: `NoSuchStage`, `WrongStageState`, `WrongChainState`, `NotAMember`, `IsAParty`, `WrongMember`,
    /// those of `backerOf`. Emits `MessagePosted` and ERC-1497 `Evidence`.
    function postFor(
        ChainId chain,
        uint8 stage,
        Side side,
        uint8 steps,
        uint256 path,
        bytes32 digest,
        string calldata uri
    ) external;

    /// @notice Claims that the other side broke the deal. The fee of the first panel is paid now.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param kind See `ClaimKind` for who and when
    /// @param amount At most the other side's bond; above 0 unless that bond is 0 (token units)
    /// @param evidence Digest of what shows it
    /// @param fromWallet Whether the fee comes from the caller's wallet; otherwise from the claimant's deposit
    function claim(
        ChainId chain,
        uint8 stage,
        ClaimKind kind,
        uint256 amount,
        bytes32 evidence,
        bool fromWallet
    ) external;

    /// @notice Answers a claim within the response window. The other side, which may add a counterclaim and so opens
    /// the court at once; or one of its guarantors, without counterclaim.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param counterclaim At most the claimant's bond; 0 from a guarantor (token units)
    /// @param evidence Digest of what shows it
    function answer(ChainId chain, uint8 stage, uint256 counterclaim, bytes32 evidence) external;

    /// @notice Answers a claim for the other side, without counterclaim, within the response window, so that nobody's
    /// money is conceded away by a party and guarantors who keep silent. Whoever stands behind that side's bond with a
    /// pledge, up to six steps above the party, as the bond is backed now; not a party.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param steps 1 to 6
    /// @param path The way up from the bond to the caller through the pledges that back it, see `ICoverVault.backerOf`
    /// @param evidence Digest of what shows it
    /// @dev Errors: `WrongStageState`, `TooLate`, `NotAMember`, `IsAParty`, `WrongMember` (the way leads to somebody else),
    /// `AlreadyAnswered`, those of `backerOf`. Emits `ClaimAnswered`.
    function answerFor(
        ChainId chain,
        uint8 stage,
        uint8 steps,
        uint256 path,
        bytes32 evidence
    ) external;

    /// @notice Appeals a ruling about the stage for a side, for those whom it can cost money although they are no party.
    /// Whoever stands behind the side's bond with a pledge, as for `answerFor`. The court takes the fee of the next panel
    /// and gives the caller back what no seat earns of it.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param side The side that is appealed for
    /// @param steps 1 to 6
    /// @param path The way up from that side's bond to the caller, see `ICoverVault.backerOf`
    /// @param fromWallet Whether the fee comes from the caller's wallet
    /// @dev Errors: `WrongStageState`, `NotAMember`, `IsAParty`, `WrongMember`, those of `backerOf`; of the court
    /// `NotAppealable`; those of the vault. The court emits `Appealed`.
    function appealFor(
        ChainId chain,
        uint8 stage,
        Side side,
        uint8 steps,
        uint256 path,
        bool fromWallet
    ) external;

    /// @notice Moves a claim on once its time has come: brings it to the court, fixes a concession, or applies a final
    /// ruling; and draws the awards. Anyone.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    function conclude(ChainId chain, uint8 stage) external;

    /// @notice Draws one award that is still to be drawn. Anyone.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param from The side whose bond pays
    function drawAward(ChainId chain, uint8 stage, Side from) external;

    /// @notice Takes the money of a broken stage. The receiver; anyone once the time to choose has passed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    function takeMoney(ChainId chain, uint8 stage) external;

    /// @notice Appoints a new provider for a broken stage, once. The receiver, in good standing, in time to choose.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param provider The new provider, who is not the receiver
    /// @param price Up to the money that waits (token units)
    /// @param bond 0 to price (token units)
    /// @param duration At most the agreed one (seconds)
    function appointReplacement(
        ChainId chain,
        uint8 stage,
        MemberId provider,
        uint256 price,
        uint256 bond,
        uint32 duration
    ) external;

    /// @notice Accepts an appointment in the same time, repeating its terms, and locks the bond: the stage reopens.
    /// Only the appointed member, in good standing.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param price As offered (token units)
    /// @param bond As offered (token units)
    /// @param duration As offered (seconds)
    function acceptReplacement(
        ChainId chain,
        uint8 stage,
        uint256 price,
        uint256 bond,
        uint32 duration
    ) external;

    /// @notice Offers to settle. Either side, until a ruling or concession is final. The offer dies with any change of
    /// the stage's state.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param fault The provider's share: that share of the price goes back, the rest is paid out
    /// @param compensation From the payer's bond, at most its own part, to the other side (token units)
    /// @param payer Which side pays the compensation
    function proposeSettlement(
        ChainId chain,
        uint8 stage,
        Fault fault,
        uint256 compensation,
        Side payer
    ) external;

    /// @notice Accepts the other side's offer by repeating its terms; the stage closes.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param fault As offered (basis points)
    /// @param compensation As offered (token units)
    /// @param payer As offered
    function acceptSettlement(
        ChainId chain,
        uint8 stage,
        Fault fault,
        uint256 compensation,
        Side payer
    ) external;

    /// @notice Offers a longer duration. Either side, while open.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param duration From opening to due, above the present one and at most twice the first (seconds)
    function proposeExtension(ChainId chain, uint8 stage, uint32 duration) external;

    /// @notice Accepts the other side's offer of a longer duration by repeating it.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param duration As offered (seconds)
    function acceptExtension(ChainId chain, uint8 stage, uint32 duration) external;

    /// @notice Cancels a stage one of whose inputs closed without delivery. Either side, within the response window of
    /// its opening, while open. Everything goes back.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    function cancelStage(ChainId chain, uint8 stage) external;

    /// @notice Closes a stage that everybody forgot: open for the lapse window after it was due. Anyone. The price goes
    /// back, bonds are released.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    function closeLapsed(ChainId chain, uint8 stage) external;

    /// @notice A chain as stored.
    /// @param chain The chain's name, see `ChainId`
    /// @return See `Chain`; state None if it was never proposed
    function chainOf(ChainId chain) external view returns (Chain memory);

    /// @notice A stage as stored.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return See `Stage`
    function stageOf(ChainId chain, uint8 stage) external view returns (Stage memory);

    /// @notice The payees of a stage and their shares.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return See `Payee`; empty if the provider gets all
    function payeesOf(ChainId chain, uint8 stage) external view returns (Payee[] memory);

    /// @notice The replacement provider whom the receiver has appointed.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return Empty if there is none
    function appointmentOf(ChainId chain, uint8 stage) external view returns (Appointment memory);

    /// @notice When an open stage is due. Errors: `WrongStageState` if it is not open.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return Protocol clock by which it is to be delivered
    function dueOf(ChainId chain, uint8 stage) external view returns (uint40);

    /// @notice The time that the stage's guarantors and panels are taken at.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return Protocol clock
    function snapshotOf(ChainId chain, uint8 stage) external view returns (uint40);

    /// @notice The bond records of the stage's two sides in the vault, and its dispute in the court.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @return provider The bond of the present provider
    /// @return receiver The bond of the receiver
    /// @return dispute The dispute; after a replacement, the new provider's
    function namesOf(
        ChainId chain,
        uint8 stage
    ) external view returns (BondId provider, BondId receiver, DisputeId dispute);

    /// @notice Whether an item code was in a stage's delivery.
    /// @param chain The chain's name, see `ChainId`
    /// @param stage The stage's number in the chain, from 0
    /// @param item The code
    /// @param proof Of OpenZeppelin's standard Merkle tree
    /// @return False also if the delivery named no items
    function verifyItem(
        ChainId chain,
        uint8 stage,
        bytes32 item,
        bytes32[] calldata proof
    ) external view returns (bool);
}
