/** A transaction to be sent. */
export interface Call {
  /** What it is, for the gas table. */
  operation: string;
  from: string;
  to: string;
  data: string;
}
