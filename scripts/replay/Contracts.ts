/** Addresses of a community's contracts. */
export interface Contracts {
  token: string;
  membership: string;
  vault: string;
  graph: string;
  court: string;
  trade: string;
}
