import type {
  ICharter,
  ICoverVault,
  IGuarantorCourt,
  IMembership,
  ISuretyGraph,
  ITradeChains,
  TestToken,
} from "../../typechain-types";
import type { TypedContractEvent } from "../../typechain-types/common";

/** The arguments of an event by name. */
type ArgumentsOf<Event> =
  Event extends TypedContractEvent<infer Input, infer Output, infer Arguments>
    ? [Input, Output] extends [unknown[], unknown[]]
      ? Arguments
      : never
    : never;

/** The events of a contract by name, with their arguments by name. */
type EventsOf<Contract extends { filters: object }> = {
  [
    Name in keyof Contract["filters"] as Name extends `${string}(${string}` ? never : Name
  ]: ArgumentsOf<Contract["filters"][Name]>;
};

/** Every event of a community and its token, by name. */
export type ProtocolEvents = EventsOf<ICharter> &
  EventsOf<IMembership> &
  EventsOf<ISuretyGraph> &
  EventsOf<ICoverVault> &
  EventsOf<IGuarantorCourt> &
  EventsOf<ITradeChains> &
  EventsOf<TestToken>;

/** One event as a receipt has it. */
export type ProtocolEvent = {
  [Name in keyof ProtocolEvents]: { name: Name; args: ProtocolEvents[Name] };
}[keyof ProtocolEvents];
