import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";

/** The external libraries that TradeChains is split into. */
const TRADE_LIBRARIES = [
  "ChainProposals",
  "StageAgreements",
  "StageMessages",
  "StageOutcomes",
  "StageRemedies",
  "Unwinding",
];

/**
 * Deploys one community and wires its modules; whoever deploys keeps no power over it.
 *
 * Parameters (see `docs/deploy.md`): `token`, `founders`, `governor` and `guardian` must be given, the
 * charter's values have the defaults of `scripts/lib/defaultParameters.ts`.
 */
export default buildModule("Community", (m) => {
  const token = m.getParameter<string>("token");
  const founders = m.getParameter<string[]>("founders");
  const governor = m.getParameter<string>("governor");
  const guardian = m.getParameter<string>("guardian");
  const parameters = Object.fromEntries(
    Object.entries(DEFAULT_PARAMETERS).map(([name, value]) => [name, m.getParameter(name, value)]),
  );

  // An address that answers to `totalSupply` is a token, or at least a contract: stop here otherwise.
  const supply = m.staticCall(m.contractAt("IERC20", token), "totalSupply");

  // Each step waits for all of the step before. So the order of transactions, and with it every
  // address, is the same whether or not the deployment was interrupted.
  const libraries = Object.fromEntries(
    TRADE_LIBRARIES.map((name) => [name, m.library(name, { after: [supply] })]),
  );
  const after = Object.values(libraries);
  const forwarder = m.contract("Forwarder", [], { after });
  const charter = m.contract("Charter", [token, parameters, governor, guardian], { after });
  const membership = m.contract("Membership", [charter, forwarder, founders]);
  const vault = m.contract("CoverVault", [charter, membership, forwarder]);
  const graph = m.contract("SuretyGraph", [charter, membership, vault, forwarder]);
  const court = m.contract("GuarantorCourt", [charter, membership, vault, graph, forwarder]);
  const trade = m.contract("TradeChains", [charter, membership, vault, graph, court, forwarder], {
    libraries,
  });

  const wired = [
    m.call(charter, "seal", [membership], { after: [trade] }),
    m.call(membership, "seal", [vault, graph, trade]),
    m.call(court, "seal", [trade]),
  ];
  // The vault last: deposits open when everything else is in place.
  m.call(vault, "seal", [graph, trade, court], { after: wired });

  return { forwarder, charter, membership, vault, graph, court, trade };
});
