import type { Address } from "./world";

/** Who lives in the communities that the model is compared in. */
export const ACTOR_NAMES = [
  "anna",
  "bolat",
  "clara",
  "daniyar",
  "erkin",
  "honest",
  "insolvent",
  "sly",
  "slick",
  "backed",
  "absent",
  "replacement",
  "expelled",
  "reentering",
  "newcomer",
  "outsider",
  "keeper",
  "spare0",
  "spare1",
  "deep1",
  "deep2",
  "deep3",
  "deep4",
  "deep5",
  "deep6",
  "deep7",
  "governor",
  "guardian",
] as const;

export type ActorName = (typeof ACTOR_NAMES)[number];

/** The founders. */
export const FOUNDER_NAMES = ["anna", "bolat", "clara", "daniyar", "erkin"] as const;

export class Actors {
  readonly wallets: readonly Address[];

  constructor(
    private readonly byName: Readonly<Record<ActorName, Address>>,
    present: readonly ActorName[] = ACTOR_NAMES,
  ) {
    this.wallets = present.map((name) => byName[name]);
  }

  /** As if one of them were alone; the others still have their names. */
  only(name: ActorName): Actors {
    return new Actors(this.byName, [name]);
  }

  wallet(name: ActorName): Address {
    return this.byName[name];
  }

  /** Who a wallet belongs to. */
  nameOf(wallet: Address): string {
    return ACTOR_NAMES.find((name) => this.byName[name] === wallet) ?? wallet;
  }
}
