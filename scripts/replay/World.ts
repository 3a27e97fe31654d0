import type { Agenda } from "./Agenda";
import type { Calls } from "./Calls";
import type { Chronicle } from "./Chronicle";
import type { Network } from "./Network";
import type { SuretyBook } from "./SuretyBook";
import type { Task } from "./Task";
import type { TrustBook } from "./TrustBook";
import type { Views } from "./Views";

/** A community that lives a trust network. */
export interface World {
  network: Network;
  calls: Calls;
  views: Views;
  /** The wallet that moves what falls due; it holds no card. */
  keeper: string;
  trust: TrustBook;
  sureties: SuretyBook;
  agenda: Agenda<Task>;
  chronicle: Chronicle;
  /** Every pledge ever given. */
  pledges: Set<bigint>;
  /** Pledges that have ended while some of them was in use. */
  endedPledges: Set<bigint>;
}
