import { formatUnits } from "ethers";

/** Writes token units as whole tokens, such as `1,250` or `2.5`. */
export function formatAmount(amount: bigint): string {
  const [whole = "0", fraction = "0"] = formatUnits(amount, 18).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === "0" ? grouped : `${grouped}.${fraction}`;
}
