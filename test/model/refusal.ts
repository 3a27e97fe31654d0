/** A call that the specification forbids, with the name of the error that must say so. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly errorName: string) {
    super(errorName);
  }
}

/** Refuses unless the condition holds. */
export function check(condition: boolean, errorName: string): asserts condition {
  if (!condition) throw new Refusal(errorName);
}
