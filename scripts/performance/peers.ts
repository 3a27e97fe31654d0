import type { Operation } from "../gas/budgets";

/** What somebody else's system takes for the same (thousands of gas). */
export interface Peer {
  name: string;
  least: number;
  most?: number;
}

/** Figures that came with the budgets; no command of this repository measures them. */
export const PEERS: Partial<Record<Operation, readonly Peer[]>> = {
  join: [
    { name: "Proof of Humanity v2", least: 567 },
    { name: "Union", least: 631 },
  ],
  vouch: [{ name: "Union", least: 166, most: 183 }],
  withdrawSurety: [{ name: "Union", least: 58 }],
  deposit: [{ name: "Union", least: 144 }],
  propose3: [{ name: "Smart Invoice", least: 427 }],
  acceptDelivery: [
    { name: "Smart Invoice, first release", least: 122 },
    { name: "Smart Invoice, later ones", least: 68 },
  ],
  openDispute: [{ name: "escrow-v2 on Kleros v2", least: 742 }],
  voteRound0: [
    { name: "Kleros v2", least: 144 },
    { name: "Aragon Court", least: 246, most: 306 },
  ],
  advance4to8: [
    { name: "Kleros v2", least: 693 },
    { name: "Aragon Court", least: 707 },
  ],
  settleRuling: [{ name: "several", least: 143, most: 506 }],
};
