import { BUDGETS, MOST_BYTES, type Operation } from "../gas/budgets";
import { TRANSACTION } from "../gas/trace/Profile";
import type { ProfileFile, ProfileSummary } from "../gas/trace/summarise";
import { type GasByUse, sumOf, type Use } from "../gas/trace/Trace";
import { code, markdownTable } from "../lib/markdown";
import type { Column } from "../lib/table";
import type { ScaleReport } from "../scale/ScaleReport";
import { OPERATION_KEYS, OPERATIONS } from "./operations";
import { PEERS } from "./peers";

/** What `gas/snapshot.json` holds: gas by operation, and bytes of code by `size:` and the contract. */
export type Snapshot = Readonly<Record<string, number>>;

/** What is to be charged for a new slot under EIP-8037: 64 bytes of state at 1,530 gas. */
export const NEW_SLOT_BYTES = 64;
export const GAS_PER_STATE_BYTE = 1_530;

const SIZE = "size:";

const number = (value: number): string => value.toLocaleString("en-US");

/** Nothing to see in a cell of zero. */
const amount = (value: number): string => (value === 0 ? "" : number(value));

const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);

const left = (title: string): Column => ({ title });
const right = (title: string): Column => ({ title, align: "right" });

/** Every operation against its budget. */
export function budgetTable(snapshot: Snapshot): string[] {
  return markdownTable(
    [left("key"), left("operation"), right("gas"), right("budget"), right("used"), left("")],
    OPERATION_KEYS.map((key) => {
      const [gas, budget] = [snapshot[key] ?? NaN, BUDGETS[key]];
      return [
        code(key),
        OPERATIONS[key],
        number(gas),
        number(budget),
        percent(gas, budget),
        gas > budget ? `+${number(gas - budget)}` : "",
      ];
    }),
  );
}

/** The operations that others have as well, against the cheapest of them. */
export function peerTable(snapshot: Snapshot): string[] {
  return markdownTable(
    [left("key"), right("gas"), left("others, in thousands"), right("of the cheapest")],
    OPERATION_KEYS.flatMap((key) => {
      const [gas, peers] = [snapshot[key] ?? NaN, PEERS[key]];
      if (peers === undefined) return [];
      const named = peers.map(({ name, least, most }) => {
        const range = most === undefined ? String(least) : `${least} to ${most}`;
        return `${name} ${range}`;
      });
      const cheapest = Math.min(...peers.map(({ least }) => least)) * 1_000;
      return [[code(key), number(gas), named.join("; "), percent(gas, cheapest)]];
    }),
  );
}

/** Every contract against its budget. */
export function sizeTable(snapshot: Snapshot): string[] {
  const sizes = Object.entries(snapshot).filter(([key]) => key.startsWith(SIZE));
  sizes.sort(([, a], [, b]) => b - a);
  return markdownTable(
    [left("contract or library"), right("bytes"), right(`of ${number(MOST_BYTES)}`)],
    sizes.map(([key, bytes]) => [
      key.slice(SIZE.length),
      number(bytes),
      percent(bytes, MOST_BYTES),
    ]),
  );
}

/** What code alone decides on, not the state that it works on. */
const REST: readonly Use[] = ["warm", "transient", "hashing", "computation"];

/** The columns that the uses of gas are told in. */
const USE_COLUMNS: readonly (readonly [title: string, ...uses: Use[]])[] = [
  ["contracts", "coldAccounts"],
  ["first reads", "coldSlots"],
  ["new slots", "freshSlots"],
  ["changes", "changedSlots"],
  ["logs", "logs"],
  ["rest", ...REST],
];

function useCells(uses: GasByUse): string[] {
  return USE_COLUMNS.map(([, ...names]) => amount(total(names.map((name) => uses[name]))));
}

function callRow({ gas, calldata, refund, uses }: ProfileSummary): string[] {
  return [
    number(gas),
    number(TRANSACTION + calldata),
    ...useCells(uses),
    refund === 0 ? "" : `-${number(refund)}`,
  ];
}

function restOf(uses: GasByUse): number {
  return total(REST.map((use) => uses[use]));
}

/** What the gas of every call goes into. */
export function useTable(profile: ProfileFile): string[] {
  return markdownTable(
    [
      left("key"),
      left("call"),
      right("gas"),
      right("transaction"),
      ...USE_COLUMNS.map(([title]) => right(title)),
      right("refund"),
    ],
    OPERATION_KEYS.flatMap((key) =>
      callsOf(profile, key).map((call, index) => [
        index === 0 ? code(key) : "",
        code(call.call),
        ...callRow(call),
      ]),
    ),
  );
}

/** One operation by the calls inside its transactions. */
export function frameTable(profile: ProfileFile, key: Operation): string[] {
  return markdownTable(
    [left("call"), right("gas"), ...USE_COLUMNS.map(([title]) => right(title))],
    callsOf(profile, key).flatMap(({ gas, calldata, refund, frames }) => [
      ["transaction and its bytes", number(TRANSACTION + calldata)],
      ...frames.map(({ call, depth, uses }) => [
        `${"· ".repeat(depth - 1)}${code(call)}`,
        number(sumOf(uses)),
        ...useCells(uses),
      ]),
      ...(refund === 0 ? [] : [["refund for cleared slots", `-${number(refund)}`]]),
      ["**together**", `**${number(gas)}**`],
    ]),
  );
}

/** What is left of the operations above their budgets without what code could do better. */
export function floorTable(snapshot: Snapshot, profile: ProfileFile): string[] {
  return markdownTable(
    [
      left("key"),
      right("gas"),
      right("budget"),
      right("transaction, state and logs"),
      right("rest"),
      right("to save for the budget"),
    ],
    overBudget(snapshot).map((key) => {
      const gas = snapshot[key] ?? NaN;
      const rest = total(callsOf(profile, key).map(({ uses }) => restOf(uses)));
      return [
        code(key),
        number(gas),
        number(BUDGETS[key]),
        number(gas - rest),
        number(rest),
        number(gas - BUDGETS[key]),
      ];
    }),
  );
}

/** The operations that cost more than they should. */
export function overBudget(snapshot: Snapshot): Operation[] {
  return OPERATION_KEYS.filter((key) => (snapshot[key] ?? NaN) > BUDGETS[key]);
}

/** Slots that become used, are changed, and are given back. */
export function slotTable(profile: ProfileFile): string[] {
  return markdownTable(
    [
      left("key"),
      right("new"),
      right("changed"),
      right("cleared"),
      right("new slots today"),
      right("under EIP-8037"),
      left("what is new"),
    ],
    OPERATION_KEYS.map((key) => {
      const calls = callsOf(profile, key);
      const count = (kind: "created" | "changed" | "cleared"): number =>
        total(calls.flatMap((call) => Object.values(call[kind])));
      const created = count("created");
      return [
        code(key),
        amount(created),
        amount(count("changed")),
        amount(count("cleared")),
        amount(total(calls.map(({ uses }) => uses.freshSlots))),
        amount(created * NEW_SLOT_BYTES * GAS_PER_STATE_BYTE),
        namesOf(calls.map((call) => call.created)),
      ];
    }),
  );
}

/** Every operation at each size of the community. */
export function scaleTable({ sizes }: ScaleReport): string[] {
  return markdownTable(
    [
      left("key"),
      ...sizes.map(({ members }) => right(`${number(members)} members`)),
      right("bytes of the calls"),
      right("all but those"),
    ],
    OPERATION_KEYS.map((key) => {
      const costs = sizes.map((size) => size.costs[key] ?? { gas: NaN, calldata: NaN });
      return [
        code(key),
        ...costs.map(({ gas }) => number(gas)),
        once(costs.map(({ calldata }) => calldata)),
        once(costs.map(({ gas, calldata }) => gas - calldata)),
      ];
    }),
  );
}

/** What the communities were that it was measured in. */
export function communityTable({ sizes }: ScaleReport): string[] {
  return markdownTable(
    [
      right("members"),
      right("generations"),
      right("principals of the most popular"),
      right("transactions"),
      right("seconds to grow"),
    ],
    sizes.map(({ members, generations, mostPrincipals, transactions, seconds }) =>
      [members, generations, mostPrincipals, transactions, seconds].map(number),
    ),
  );
}

function callsOf(profile: ProfileFile, key: Operation): readonly ProfileSummary[] {
  return profile[key] ?? [];
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

/** One number if all are the same. */
function once(values: readonly number[]): string {
  return [...new Set(values)].map(number).join(" / ");
}

function namesOf(counts: readonly Readonly<Record<string, number>>[]): string {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap(Object.entries)) {
    sums.set(name, (sums.get(name) ?? 0) + Number(count));
  }
  return [...sums]
    .map(([name, count]) => (count === 1 ? code(name) : `${count} ${code(name)}`))
    .join(", ");
}
