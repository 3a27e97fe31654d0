import { principalOf } from "../lib/names";
import type { Directory } from "./Directory";
import { formatAmount as money } from "./formatAmount";
import { formatPercent as percent } from "./formatPercent";
import type { ProtocolEvent, ProtocolEvents } from "./ProtocolEvent";
import { states } from "./states";

/** What a sentence may know besides its event. */
export interface Teller {
  names: Directory;
  /** The day of a protocol time. */
  dayOf: (clock: bigint) => number;
}

type Sentences = {
  [Name in keyof ProtocolEvents]?: (
    args: ProtocolEvents[Name],
    teller: Teller,
  ) => string | undefined;
};

const sideName = (side: bigint): string => (side === 0n ? "provider" : "receiver");
const roundName = (round: bigint): string => `round ${round + 1n}`;

/** Out of whose money a lock is made, when it is not all the owner's own. */
function parts(amount: bigint, own: bigint, depth: bigint): string {
  if (own === amount) return "";
  const handshakes = depth === 1n ? "one handshake" : `${depth} handshakes`;
  return ` (${money(own)} own money, ${money(amount - own)} backed by guarantors, ${handshakes} deep)`;
}

const sentences: Sentences = {
  // Charter
  ParametersChanged: ({ version }) => `The charter's version ${version} is in force`,
  ChangeScheduled: ({ effectiveAt }, { dayOf }) =>
    `A change of the charter is scheduled for day ${dayOf(effectiveAt)}`,
  ChangeCancelled: () => "The scheduled change is taken back",
  GovernorChanged: ({ governor }, { names }) => `${names.wallet(governor)} is governor now`,
  GuardianChanged: ({ guardian }, { names }) => `${names.wallet(guardian)} is guardian now`,
  Paused: () => "The clock stands still",
  Resumed: () => "The clock goes on",

  // Membership
  Applied: ({ member }, { names }) => `${names.member(member)} applies for membership`,
  ApplicationWithdrawn: ({ member }, { names }) =>
    `${names.member(member)} takes the application back`,
  Activated: ({ member }, { names }) => `${names.member(member)} is a member`,
  FounderAdmitted: ({ member }, { names }) => `${names.member(member)} joins the founding circle`,
  ProfileChanged: ({ member }, { names }) => `${names.member(member)} replaces the profile`,
  Resigned: ({ member }, { names }) => `${names.member(member)} leaves in good order`,
  Expelled: ({ member, owed }, { names }) =>
    `${names.member(member)} is expelled, owing ${money(owed)}`,
  WalletOffered: ({ member }, { names }) =>
    `${names.member(member)} offers the card to a new wallet`,
  WalletChanged: ({ member }, { names }) => `${names.member(member)} acts with a new wallet`,
  RecoverySwitched: ({ member, delay }, { names }) =>
    `${names.member(member)} switches recovery ${delay === 0n ? "off" : "on"}`,
  RecoveryProposed: ({ member, guarantor }, { names }) =>
    `${names.member(guarantor)} proposes a new wallet for ${names.member(member)}`,
  RecoveryConfirmed: ({ member, guarantor, executableAt }, { names, dayOf }) =>
    `${names.member(guarantor)} confirms it; ${names.member(member)} can object until day ${dayOf(executableAt)}`,
  RecoveryExecuted: ({ member }, { names }) => `${names.member(member)} has the card back`,
  RecoveryVetoed: ({ member }, { names }) => `${names.member(member)} objects`,
  FaultRecorded: ({ member, defaulted, paid }, { names }) =>
    defaulted
      ? `The register counts the greater fault, a default, of ${names.member(member)}: ${money(paid)} paid`
      : `The register counts ${money(paid)} paid by ${names.member(member)} for a fault`,
  OverdueRecorded: ({ member }, { names }) =>
    `The register counts an overdue debt of ${names.member(member)}`,
  ExcuseRecorded: ({ member }, { names }) =>
    `The register counts that ${names.member(member)} was excused`,
  PrincipalLost: ({ guarantor, principal }, { names }) =>
    `${names.member(guarantor)} has lost a principal, ${names.member(principal)}`,

  // Sureties
  Nominated: ({ principal, nominee }, { names }) =>
    nominee === 0n
      ? `${names.member(principal)} takes a nomination back`
      : `${names.member(principal)} asks ${names.member(nominee)} to stand surety`,
  NominationDeclined: ({ principal, nominee }, { names }) =>
    `${names.member(nominee)} declines to stand surety for ${names.member(principal)}`,
  Vouched: ({ principal, guarantor, amount, premiumBps }, { names }) => {
    const premium = premiumBps === 0n ? "" : `, for ${percent(premiumBps)} of each price`;
    return `${names.member(guarantor)} stands surety for ${names.member(principal)} with ${money(amount)}${premium}`;
  },
  SuretyEnded: ({ principal, guarantor }, { names }) =>
    `${names.member(guarantor)} does not stand surety for ${names.member(principal)} any more`,

  // Vault
  Deposited: ({ member, from, amount }, { names }) => {
    const [to, by] = [names.member(member), names.wallet(from)];
    return `${by} deposits ${money(amount)}${by === to ? "" : ` for ${to}`}`;
  },
  Withdrawn: ({ member, amount }, { names }) =>
    `${names.member(member)} withdraws ${money(amount)}`,
  PledgeLocked: ({ guarantor, amount, own, depth }, { names }) =>
    own === amount
      ? undefined
      : `${names.member(guarantor)}'s pledge of ${money(amount)} is set aside${parts(amount, own, depth)}`,
  PledgeIncreased: ({ pledge, amount }, { names }) =>
    `The pledge for ${names.member(principalOf(pledge))} grows by ${money(amount)}`,
  PledgeDecreased: ({ pledge, amount }, { names }) =>
    `${money(amount)} leave the pledge for ${names.member(principalOf(pledge))}`,
  PledgeRenewed: ({ pledge, until }, { names, dayOf }) =>
    `The pledge for ${names.member(principalOf(pledge))} runs until day ${dayOf(until)}`,
  PledgeEnded: ({ inUse }) =>
    inUse === 0n ? undefined : `${money(inUse)} of that pledge are in use and stay liable`,
  Escrowed: ({ bond, member, amount }, { names }) =>
    `${names.member(member)} puts ${money(amount)} in escrow for ${names.stageOf(bond)}`,
  BondLocked: ({ bond, member, amount, own, depth }, { names }) =>
    amount === 0n
      ? undefined
      : `${names.member(member)} is bound with ${money(amount)} in ${names.stageOf(bond)}${parts(amount, own, depth)}`,
  BondReleased: ({ bond, own }, { names }) =>
    own === 0n
      ? undefined
      : `${names.member(names.ownerOfBond(bond))} has ${money(own)} of the bond in ${names.stageOf(bond)} back`,
  BondDrawn: ({ bond, to, amount, own, held }, { names }) => {
    const debtor = names.member(names.ownerOfBond(bond));
    const rest = own === amount ? "" : `, ${money(own)} of it ${debtor}'s own money`;
    const where = held ? "; it waits with the price" : "";
    return `${names.member(to)} is compensated with ${money(amount)} from ${debtor}'s bond${rest}${where}`;
  },
  PledgeDrawn: ({ pledge, guarantor, amount, own, level }, { names }) => {
    const payer = names.member(guarantor);
    const behind = own === amount ? "" : ` (${money(own)} own, the rest from behind)`;
    return `Level ${level}: ${payer} pays ${money(amount)} for ${names.member(principalOf(pledge))}${behind}`;
  },
  EscrowPaid: ({ bond, to, amount }, { names }) =>
    `${names.member(to)} is credited ${money(amount)} from ${names.stageOf(bond)}`,
  RecourseOpened: ({ principal, amount, dueBy }, { names, dayOf }) =>
    `${names.member(principal)} owes guarantors ${money(amount)} by day ${dayOf(dueBy)}`,
  RecourseRepaid: ({ pledge, guarantor, amount }, { names }) =>
    `${names.member(guarantor)} has ${money(amount)} back from ${names.member(principalOf(pledge))}`,
  RecourseExcused: ({ pledge, guarantor, amount }, { names }) =>
    `${names.member(guarantor)} excuses ${names.member(principalOf(pledge))} from ${money(amount)}`,
  FeeTaken: ({ payer, amount }, { names }) =>
    `${names.member(payer)} pays ${money(amount)} for a panel`,
  FeePaid: ({ to, amount }, { names }) =>
    `${names.member(to)} is paid ${money(amount)} out of the fees`,

  // Trade
  ChainProposed: ({ chain, proposer }, { names }) =>
    `${names.member(proposer)} proposes the chain ${names.chain(chain)}`,
  ChainAccepted: ({ chain, member }, { names }) =>
    `${names.member(member)} accepts ${names.chain(chain)}`,
  AcceptanceWithdrawn: ({ chain, member }, { names }) =>
    `${names.member(member)} takes the acceptance of ${names.chain(chain)} back`,
  ChainActivated: ({ chain }, { names }) => `Everybody has accepted: ${names.chain(chain)} begins`,
  ChainDissolved: ({ chain }, { names }) =>
    `${names.chain(chain)} does not come about; everything goes back`,
  ChainClosed: ({ chain }, { names }) => `${names.chain(chain)} is complete`,
  StageOpened: ({ chain, stage, due }, { names, dayOf }) =>
    `${names.stage(chain, stage)} opens, due on day ${dayOf(due)}`,
  StageDelivered: ({ chain, stage }, { names }) => `${names.stage(chain, stage)} is delivered`,
  MessagePosted: ({ chain, stage, sequence, author }, { names }) =>
    `${names.member(author)} posts message ${sequence} in ${names.stage(chain, stage)}`,
  StageClaimed: ({ chain, stage, kind, claimant, amount }, { names }) =>
    `The ${sideName(claimant)} of ${names.stage(chain, stage)} claims ${money(amount)} for ${claimName(kind)}`,
  ClaimAnswered: ({ chain, stage, by, counterclaim }, { names }) => {
    const counter = counterclaim === 0n ? "" : `, and claims ${money(counterclaim)} in return`;
    return `${names.member(by)} answers in ${names.stage(chain, stage)}${counter}`;
  },
  StageDisputed: ({ chain, stage }, { names }) => `${names.stage(chain, stage)} goes to the court`,
  OutcomeFixed: ({ chain, stage, fault, conceded, refund }, { names }) => {
    const how = conceded ? "Nobody answered, the claim is conceded" : "The ruling is applied";
    return `${how}: ${percent(fault)} the provider's fault in ${names.stage(chain, stage)}, ${money(refund)} of the price for the receiver`;
  },
  StagePaid: ({ chain, stage, amount, premium0, premium1 }, { names }) => {
    const premiums = premium0 + premium1;
    const off = premiums === 0n ? "" : `, ${money(premiums)} of it to the provider's guarantors`;
    return `${names.stage(chain, stage)} pays out ${money(amount)}${off}`;
  },
  RemedyOpened: ({ chain, stage, until }, { names, dayOf }) =>
    `Until day ${dayOf(until)} the receiver of ${names.stage(chain, stage)} takes the money or appoints somebody else`,
  ReplacementAppointed: ({ chain, stage, provider, price, bond }, { names }) =>
    `${names.member(provider)} is appointed for ${names.stage(chain, stage)} at ${money(price)}, with a bond of ${money(bond)}`,
  ReplacementAccepted: ({ chain, stage, provider }, { names }) =>
    `${names.member(provider)} takes over ${names.stage(chain, stage)}`,
  MoneyTaken: ({ chain, stage, amount }, { names }) =>
    `The receiver of ${names.stage(chain, stage)} takes the ${money(amount)}`,
  SettlementProposed: ({ chain, stage, by, fault, compensation, payer }, { names }) =>
    `The ${sideName(by)} of ${names.stage(chain, stage)} offers to settle: ${percent(fault)} of the price back, ${money(compensation)} from the ${sideName(payer)}`,
  StageSettled: ({ chain, stage }, { names }) => `${names.stage(chain, stage)} is settled`,
  ExtensionProposed: ({ chain, stage, by, duration }, { names }) =>
    `The ${sideName(by)} of ${names.stage(chain, stage)} offers ${days(duration)} in all`,
  StageExtended: ({ chain, stage, duration }, { names }) =>
    `${names.stage(chain, stage)} has ${days(duration)} in all`,
  StageClosed: ({ chain, stage, closing }, { names }) =>
    `${names.stage(chain, stage)} closes: ${closingName(closing)}`,

  // Court
  DisputeFiled: () => undefined,
  DisputeOpened: ({ dispute }, { names }) => `The court opens on ${names.stageOf(dispute)}`,
  Voted: ({ round, judge, seats, fault }, { names }) => {
    const count = seats.toString(2).replaceAll("0", "").length;
    const with_ = count === 1 ? "" : ` with ${count} seats`;
    return `${names.member(judge)} votes in ${roundName(round)}${with_}: ${percent(fault)} the provider's fault`;
  },
  RoundRuled: ({ round, ruling }) => `The court rules in ${roundName(round)}: ${percent(ruling)}`,
  RoundRose: ({ round }) => `No ruling in ${roundName(round)}: the dispute goes up, free of charge`,
  Appealed: ({ dispute, round, side, by }, { names }) =>
    `${names.member(by)} appeals for the ${sideName(side)} of ${names.stageOf(dispute)} against ${roundName(round)}`,
  RulingFinal: ({ ruling }) => `The ruling is final: ${percent(ruling)} the provider's fault`,
  DisputeClosed: ({ dispute }, { names }) =>
    `The court closes ${names.stageOf(dispute)} without a ruling`,

  // Token
  Transfer: ({ from, to, value }, { names }) =>
    !names.isWallet(from) || !names.isWallet(to)
      ? undefined
      : `${names.wallet(from)} hands ${names.wallet(to)} ${money(value)}, wallet to wallet`,
};

function claimName(kind: bigint): string {
  return (
    { 1: "default", 2: "a defect", 3: "obstruction", 4: "early breach" }[Number(kind)] ?? "nothing"
  );
}

function closingName(closing: bigint): string {
  return (states.closing[Number(closing)] ?? "").toLowerCase();
}

function days(seconds: bigint): string {
  return `${Number(seconds) / 86_400} days`;
}

/** Tells an event in one sentence, as a person would; undefined for what another sentence tells already. */
export function tellEvent(event: ProtocolEvent, teller: Teller): string | undefined {
  const tell = sentences[event.name] as
    ((args: ProtocolEvent["args"], teller: Teller) => string | undefined) | undefined;
  return tell?.(event.args, teller);
}
