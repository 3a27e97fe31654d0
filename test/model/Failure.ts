import type { Actors } from "./Actors";
import type { Move } from "./moves";
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
      const within = move.inner ? `, and in the middle of it ${tellMove(move.inner, actors)}` : "";
      return `  +${wall - start} s  ${tellMove(move, actors)}${within}`;
    });
    super(`${where}:\n${findings.join("\n")}\nafter\n${lines.join("\n")}`);
  }
}

function tellMove({ module, call, from, args }: Move, actors: Actors): string {
  const told = args.map((argument) => tell(argument, actors)).join(", ");
  return `${actors.nameOf(from)}: ${module}.${call}(${told})`;
}

function tell(argument: unknown, actors: Actors): string {
  if (typeof argument === "string") return actors.nameOf(argument);
  if (typeof argument === "bigint") return `${argument}n`;
  return JSON.stringify(argument, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}
