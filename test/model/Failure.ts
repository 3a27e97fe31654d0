import type { Actors } from "./Actors";
import type { TimedMove } from "./Player";

/** A run in which the contracts and the model parted, with the least sequence that was found. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    where: string,
    findings: readonly string[],
    moves: readonly TimedMove[],
    start: bigint,
    actors: Actors,
  ) {
    const lines = moves.map(({ move, wall }) => {
      const args = move.args.map((argument) => tell(argument, actors)).join(", ");
      const from = actors.nameOf(move.from);
      return `  +${wall - start} s  ${from}: ${move.module}.${move.call}(${args})`;
    });
    super(`${where}:\n${findings.join("\n")}\nafter\n${lines.join("\n")}`);
  }
}

function tell(argument: unknown, actors: Actors): string {
  if (typeof argument === "string") return actors.nameOf(argument);
  if (typeof argument === "bigint") return `${argument}n`;
  return JSON.stringify(argument, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}
