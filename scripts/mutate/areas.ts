/** A part of the system whose mutants are compiled and tested together. */
export interface Area {
  /** What `--only` calls it. */
  name: string;
  /** The sources whose mutants these are: an area has what no area before it has. */
  files: RegExp;
  /** What is deployed with the mutants in it, by its artifact's name. */
  contracts: readonly string[];
  /** The tests made for it. Others run what these leave alive: `WIDER_TESTS`. */
  tests: RegExp;
}

const TRADE = [
  "contracts/TradeChains.sol:TradeChains",
  "contracts/libraries/ChainProposals.sol:ChainProposals",
  "contracts/libraries/StageAgreements.sol:StageAgreements",
  "contracts/libraries/StageMessages.sol:StageMessages",
  "contracts/libraries/StageOutcomes.sol:StageOutcomes",
  "contracts/libraries/StageRemedies.sol:StageRemedies",
  "contracts/libraries/Unwinding.sol:Unwinding",
];
const VAULT = [
  "contracts/CoverVault.sol:CoverVault",
  "contracts/test/WaterfallHarness.sol:WaterfallHarness",
];
const COURT = [
  "contracts/GuarantorCourt.sol:GuarantorCourt",
  "contracts/test/CourtLibraryHarness.sol:CourtLibraryHarness",
];
const GRAPH = [
  "contracts/SuretyGraph.sol:SuretyGraph",
  "contracts/test/FounderRingHarness.sol:FounderRingHarness",
];
const MEMBERSHIP = ["contracts/Membership.sol:Membership"];
const CHARTER = ["contracts/Charter.sol:Charter"];
const FORWARDER = ["contracts/Forwarder.sol:Forwarder"];

/** Tests of trade, of adversaries and of very large cases, which touch every part. */
export const WIDER_TESTS =
  /^test\/(attacks|forwarder|trade|court\/(model|sixRounds)|vault\/(guarantorTree|drawStorage))/;

export const AREAS: readonly Area[] = [
  {
    name: "vault",
    files:
      /^contracts\/(CoverVault|base\/(Cover\w+|TokenCustody)|libraries\/Waterfall|types\/(BondMoney|BondRecord|LockBacking|MemberAccount|Pledge(Money|Record|Terms)))\.sol$/,
    contracts: VAULT,
    // Not those that look at every step of a call, of which a source with switches takes very many.
    tests: /^test\/vault\/(?!guarantorTree|drawStorage)/,
  },
  {
    name: "court",
    files:
      /^contracts\/(GuarantorCourt|base\/CourtDocket|libraries\/(MedianTally|Panel\w+|Round\w+)|types\/DisputeRecord)\.sol$/,
    contracts: COURT,
    // Not those that try very many inputs in one call: the network remembers each step of it.
    tests: /^test\/court\/(?!model|sixRounds)(?!.*\.bruteForce\.)/,
  },
  {
    name: "graph",
    files:
      /^contracts\/(SuretyGraph|base\/GraphHistory|libraries\/FounderRing|types\/GuarantorPair)\.sol$/,
    contracts: GRAPH,
    // Not those that try very many inputs in one call: the network remembers each step of it.
    tests: /^test\/graph\/(?!.*\.bruteForce\.)/,
  },
  {
    name: "membership",
    files:
      /^contracts\/(Membership|base\/(MemberPresence|SoulboundCard)|libraries\/StandingRegister)\.sol$/,
    contracts: MEMBERSHIP,
    tests: /^test\/membership\//,
  },
  {
    name: "charter",
    files:
      /^contracts\/(Charter|base\/ProtocolClock|libraries\/ParameterRanges|types\/ClockState)\.sol$/,
    contracts: CHARTER,
    tests: /^test\/(charter\/|membership\/clock)/,
  },
  {
    name: "trade",
    files:
      /^contracts\/(TradeChains|base\/ChainLedger|libraries\/(ChainProposals|PayeeList|Stage\w+|TradeStorage|Unwinding)|types\/(BondId|ChainId|DisputeId))\.sol$/,
    contracts: TRADE,
    tests: /^test\/trade\//,
  },
  {
    name: "common",
    files: /^contracts\//,
    contracts: [...VAULT, ...COURT, ...GRAPH, ...MEMBERSHIP, ...CHARTER, ...TRADE, ...FORWARDER],
    // Of trade and of the rest those alone that run what nothing else does.
    tests:
      /^test\/((charter|court|forwarder|graph|membership|vault)\/(?!model|sixRounds|guarantorTree|drawStorage)(?!.*\.bruteForce\.)|trade\/(outcome|acceptSettlement)|attacks\/burntRequests|deployment\/unknownFunctions)/,
  },
];

/** The area whose mutants those of a source are. */
export function areaOf(file: string): Area | undefined {
  return AREAS.find(({ files }) => files.test(file));
}
