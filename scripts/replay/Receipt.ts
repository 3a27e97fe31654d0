/** What came of a transaction, as far as the replay needs it. */
export interface Receipt {
  gasUsed: number;
  logs: { address: string; topics: string[]; data: string }[];
}
