import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** Deploys a settlement token that anyone can mint. For local networks only. */
export default buildModule("LocalToken", (m) => {
  const name = m.getParameter("name", "Test Dollar");
  const symbol = m.getParameter("symbol", "TUSD");
  return { token: m.contract("TestToken", [name, symbol]) };
});
