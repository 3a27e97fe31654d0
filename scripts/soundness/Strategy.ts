import type { Scene } from "./Scene";

/** One way to play a strategy. */
export interface Variant {
  readonly name: string;
  /** From a community at rest until every claim has its outcome and everybody has settled up. */
  readonly play: (scene: Scene) => void;
}

/** Something that members could do to live at the cost of others. */
export interface Strategy {
  /** A short name for tables and plots. */
  readonly name: string;
  readonly title: string;
  /** The first is the one that is swept. */
  readonly variants: readonly [Variant, ...Variant[]];
}

export function way(name: string, play: Variant["play"]): Variant {
  return { name, play };
}
