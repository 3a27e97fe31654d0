import path from "node:path";

import { REPORTER } from "../lib/hearReports";
import type { Mutant } from "./Mutant";

/** A place with the mutants that can stand there; places hold one another or are apart. */
interface Site {
  start: number;
  end: number;
  /** Whether it declares a variable, so that it cannot have a block of its own. */
  declares: boolean;
  mutants: Mutant[];
  inner: Site[];
}

/** The source that each woven source asks which mutant is on. */
export const SWITCH_FILE = "mutants/Switch.sol";

/** Holds the number of the mutant that is on, as its balance: a precompile is warm in every call. */
export const SWITCH_ADDRESS = "0x0000000000000000000000000000000000000004";

/** The balance at which no mutant is on and each that is asked for is told to the network. */
export const TRACING = 2n ** 64n - 1n;

/**
 * Whether a mutant is on; pure to the compiler, so that pure functions can ask too. `mutantReached`
 * also tells the network, when tracing, that the code runs.
 */
export const SWITCH_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

function mutantOn(uint256 mutant) pure returns (bool) {
    return asPure(ask)(mutant);
}

function mutantReached(uint256 mutant) pure returns (bool) {
    return asPure(askAndTell)(mutant);
}

function ask(uint256 mutant) view returns (bool) {
    return address(${SWITCH_ADDRESS}).balance == mutant;
}

function askAndTell(uint256 mutant) view returns (bool) {
    uint256 on = address(${SWITCH_ADDRESS}).balance;
    if (on != ${TRACING}) return on == mutant;
    assembly ("memory-safe") {
        mstore(0, mutant)
        pop(staticcall(gas(), ${REPORTER}, 0, 32, 0, 0))
    }
    return false;
}

function asPure(
    function(uint256) view returns (bool) from
) pure returns (function(uint256) pure returns (bool) to) {
    assembly ("memory-safe") {
        to := from
    }
}
`;

/**
 * A source that behaves as the original or as one of many mutants of it, as the switch says when it
 * runs: so that they are compiled all at once.
 *
 * @param numberOf The number of a mutant by which the switch knows it.
 */
export function weave(
  file: string,
  source: string,
  mutants: readonly Mutant[],
  numberOf: (mutant: Mutant) => number,
): Woven {
  const pieces: Piece[] = [];
  const put = (text: string, mutant?: Mutant): void => {
    if (text !== "") pieces.push({ text, mutant });
  };
  // The first mutant of a run of statements tells that the code of all of them runs.
  const reporters = new Map<Mutant, Mutant>();
  const byRun = new Map<number, Mutant>();
  const open: Mutant[] = [];
  const on = (mutant: Mutant): string => {
    const reporter = open.at(-1) ?? mutant;
    const isFirst = reporter === mutant && !reporters.has(mutant);
    reporters.set(mutant, reporter);
    return `${isFirst ? "mutantReached" : "mutantOn"}(${numberOf(mutant)})`;
  };

  const copy = (start: number, end: number, sites: readonly Site[]): void => {
    let from = start;
    for (const site of sites) {
      put(source.slice(from, site.start));
      if (site.mutants[0]?.place === "value") emitValue(site);
      else emitStatement(site);
      from = site.end;
    }
    put(source.slice(from, end));
  };

  const emitValue = (site: Site): void => {
    for (const mutant of site.mutants) put(`(${on(mutant)} ? (${mutant.replacement}) : `, mutant);
    put("(");
    copy(site.start, site.end, site.inner);
    put(")".repeat(site.mutants.length + 1));
  };

  const emitStatement = (site: Site): void => {
    const of = (place: Mutant["place"]): Mutant | undefined =>
      site.mutants.find((mutant) => mutant.place === place);
    const [revert, remove, unset] = [of("revert"), of("remove"), of("default")];
    const calls = site.mutants.filter(({ place }) => place === "instead");
    const declares = site.declares;
    const first = revert ?? calls[0] ?? unset ?? remove;
    if (first !== undefined) {
      const reporter = byRun.get(first.run) ?? first;
      byRun.set(first.run, reporter);
      open.push(reporter);
    }
    if (!declares) put("{ ");
    if (revert) put(`if (${on(revert)}) revert(); `, revert);
    for (const call of calls) put(`if (${on(call)}) { ${call.replacement}; } else `, call);
    if (unset) {
      const name = /\w+$/.exec(unset.replacement)?.[0] ?? "";
      const value = source.indexOf("=", site.start) + 1;
      put(`${unset.replacement}; if (!${on(unset)}) { ${name} =`, unset);
      copy(value, site.end, site.inner);
      put(" }");
    } else if (remove) {
      put(`if (!${on(remove)}) { `, remove);
      copy(site.start, site.end, site.inner);
      put(" }");
    } else copy(site.start, site.end, site.inner);
    if (!declares) put(" }");
    if (first !== undefined) open.pop();
  };

  const directory = path.posix.relative(path.posix.dirname(file), path.posix.dirname(SWITCH_FILE));
  const end = source.indexOf(";", source.indexOf("pragma")) + 1;
  const sites = sitesOf(source, mutants);
  copy(0, end, []);
  put(
    `\nimport {mutantOn, mutantReached} from "${directory}/${path.posix.basename(SWITCH_FILE)}";`,
  );
  copy(end, source.length, sites);
  return new Woven(pieces, reporters);
}

/** The places of mutants, those inside of others below them. */
function sitesOf(source: string, mutants: readonly Mutant[]): Site[] {
  const byRange = new Map<string, Site>();
  for (const mutant of mutants) {
    const { start, place } = mutant;
    const end = place === "value" ? mutant.end : statementEnd(source, mutant.end);
    const name = `${start} ${end} ${place === "value"}`;
    const site = byRange.get(name) ?? {
      start,
      end,
      declares: mutant.declares,
      mutants: [],
      inner: [],
    };
    site.mutants.push(mutant);
    byRange.set(name, site);
  }
  const roots: Site[] = [];
  const open: Site[] = [];
  for (const site of [...byRange.values()].sort((a, b) => a.start - b.start || b.end - a.end)) {
    while ((open.at(-1)?.end ?? Infinity) <= site.start) open.pop();
    (open.at(-1)?.inner ?? roots).push(site);
    open.push(site);
  }
  return roots;
}

/** The end of a statement, its semicolon included. */
function statementEnd(source: string, end: number): number {
  const rest = /^\s*;/.exec(source.slice(end));
  return end + (rest?.[0].length ?? 0);
}

interface Piece {
  text: string;
  /** Whose text it is; the original's if nobody's. */
  mutant: Mutant | undefined;
}

/** A woven source. */
export class Woven {
  readonly text: string;
  /** Which mutant tells that the code of a mutant runs. */
  readonly reporters: ReadonlyMap<Mutant, Mutant>;
  readonly #pieces: readonly Piece[];

  constructor(pieces: readonly Piece[], reporters: ReadonlyMap<Mutant, Mutant>) {
    this.reporters = reporters;
    this.#pieces = pieces;
    this.text = pieces.map(({ text }) => text).join("");
  }

  /** Whose texts a range of the woven source touches. */
  mutantsIn(start: number, end: number): Set<Mutant> {
    const touched = new Set<Mutant>();
    let offset = 0;
    for (const { text, mutant } of this.#pieces) {
      if (mutant !== undefined && offset < end && offset + text.length > start) touched.add(mutant);
      offset += text.length;
    }
    return touched;
  }
}
