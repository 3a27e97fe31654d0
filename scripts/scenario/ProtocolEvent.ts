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

/** The events of a contract by name, with their arguments by name. */
type EventsOf<Contract extends { filters: object }> = {
  [
    Name in keyof Contract["filters"] as Name extends `${string}(${string}` ? never : Name
  ]: Contract["filters"][Name] extends TypedContractEvent<
    infer _Input,
    infer _Output,
    infer Arguments
  >
    ? Arguments
    : never;
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
