import { bondOf } from "./Setting";
import { cellsOf, COLUMNS, days, share, units } from "./figures";
import { Findings } from "./Findings";
import type { SoundnessReport, StrategyResult, SweepResult } from "./SoundnessReport";
import { JOINING_DEPOSIT } from "./foundWorld";
import { DEALS } from "./strategies/honest";
import { DISPLACED, NOBODY_LOOKS } from "./strategies/sybils";
import type { Summary } from "./Summary";
import { TOLD } from "./told";

/** From these shares of a price on a strategy pays, or hardly does. */
const PAYING = 0.1;
const HARDLY_PAYING = 0.01;

/** The document, as Markdown that is not laid out yet. Every figure in it comes from the report. */
export function renderDoc(report: SoundnessReport): string {
  const findings = new Findings(report);
  return [
    intro(report),
    shortly(findings),
    howMeasured(report),
    "## What was tried, and what it came to",
    legend(),
    ...report.strategies.map((strategy) => chapter(findings, strategy)),
    "## What the numbers do",
    sweepsIntro(),
    ...report.sweeps.map((sweep) => sweepChapter(findings, sweep)),
    guarantors(findings),
    defaults(findings),
    mends(findings),
  ].join("\n\n");
}

function intro({ ratings, seed, trials, plays }: SoundnessReport): string {
  return `# Does it pay to be honest

Strategies that members could try at the cost of others, played against honest members of a real trust network, and what
each came to. The plays are made on the model of \`test/model/\` (see [testing.md](testing.md)), which the contracts are
compared with. This page, its tables and its plots are written by

\`\`\`sh
npm run soundness -- bitcoin-otc.csv --write docs
\`\`\`

so edit \`scripts/soundness/\`, not this page. Without \`--write\` the tables go to standard output, \`--json\` prints everything
that was measured, \`--seed\` throws other dice, \`--trials\` and \`--members\` make it longer or shorter, \`--help\` tells the
rest. The file, \`bitcoin-otc.csv\`, is not in this repository: it is the Bitcoin OTC web of trust, published as
\`soc-sign-bitcoin-otc\` in the SNAP collection of Stanford University, in the form that
[replay.md](replay.md#the-file) tells, with times in whole seconds. Its SHA-256 is

\`\`\`text
${ratings}
\`\`\`

Another file of that form gives other figures. Those below are of seed ${seed} with ${trials} trials for each way to play under each setting, ${number(plays)} plays in all. After each play all invariants of
the model held, and what everybody together had more or less was what had been made or spoilt outside.`;
}

function verdictOn({ report }: Findings, { gain }: Summary): string {
  const share = gain.mean / Number(report.setting.terms.price);
  if (share > PAYING) return "**yes**";
  return share > HARDLY_PAYING ? "hardly" : "no";
}

function shortly(findings: Findings): string {
  const rows = findings.report.strategies.map(({ name, title }) => {
    const summary = findings.of(name);
    const told = tellOf(findings, name);
    const verdict = verdictOn(findings, summary);
    const range = `${units(summary.gain.mean)} (${units(summary.gain.most)})`;
    return [title, verdict, range, units(summary.trust.mean), told.bound];
  });
  const { terms } = findings.report.setting;
  return `## In short

${markdownTable(["strategy", "pays?", "gain, mean (most)", "pledged to them", "what bounds it"], rows)}

Amounts are token units throughout; a price is ${number(terms.price)}. A strategy is said to pay if it gains
more than ${share(PAYING)} of a price on average in the first of its ways below, and hardly to pay from
${share(HARDLY_PAYING)} on: that is what erring judges give away.

The rule behind the table: **what can be stolen is what honest people pledged for the thief**, and each unit of it once.
${bounded(findings)} More is lost only where somebody gives up a protection: by paying in advance without a bond, by not appealing, by trusting a
founding circle most of which can be bought, or where nobody comes to judge.`;
}

/** Whether honest guarantors ever lost more than they had pledged for the attackers. */
function bounded({ report }: Findings): string {
  const beyond = report.strategies.flatMap(({ title, variants }) =>
    variants
      .filter(({ summary }) => summary.guarantorsLost.most > summary.trust.most)
      .map(({ name }) => `${title} (${name})`),
  );
  return beyond.length === 0
    ? "In no trial of any strategy did honest guarantors lose more, whatever the depth and the number of names or promises."
    : `Honest guarantors lost more in: ${beyond.join("; ")}.`;
}

function howMeasured({ community, setting }: SoundnessReport): string {
  const { habits, terms } = setting;
  const bond = bondOf(setting);
  return `## How it was measured

**The community.** The first ${community.members} people who join by the rules of the replay: the first
${community.founders} raters found it; a person joins when two members think well of them, on the two of lowest generation;
everybody deposits ${number(JOINING_DEPOSIT)}. Guarantors join before those whom they stand for, so these ${community.members} hang together:
${community.generations} generations. Their ${number(community.deals)} ratings of one another are the honest deals. Each trial begins from this
community at rest; attackers stand on the two guarantors of a member drawn by lot, and their victims are drawn by lot.

**The deal.** Price ${terms.price}, a bond of ${Number(terms.bondBps) / 100} % of it (${bond}) from each side, pledges of
${terms.pledge} from each guarantor, so that two pledges cover one bond, and premiums of ${Number(terms.premiumBps) / 100} %
for each guarantor. Whoever deals and lacks cover deposits the rest. The charter has its defaults.

**People.** These are assumptions, and the same for all strategies:

${markdownTable(
  ["who", "does what"],
  [
    [
      "an honest judge",
      `votes in a round with a chance of ${share(habits.attendance)}; votes what is true, except for ${share(habits.error)} of the votes, which are any fault at random`,
    ],
    ["an attacker's judge", "always votes, for their own"],
    [
      "an honest party",
      "answers in time, claims the damage done, appeals a ruling that errs against them by more than 10 points",
    ],
    ["an attacking party", "appeals as long as the fee is at most a tenth of the price"],
    ["an honest guarantor", "repays own guarantors at once; leaves a claim that is true alone"],
    [
      "the honest nearest above a party whose pledges back its bond, at most six steps up",
      `each look with a chance of ${share(habits.alertness)}; who looks answers a sham claim against a silent party, and appeals a ruling that errs against a party who does not, if all appeals up to the circle together cost less than the ruling would cost them`,
    ],
    [
      "a panel",
      `sees with a chance of ${share(habits.insight)} that both sides of a deal are in league`,
    ],
  ],
)}

**What is counted.** *Gain*: what all attackers' names hold at the end, in wallets and in the vault, less what they held at
the beginning, with goods taken and delivered at their price. *Loss*: the same for all honest members, and damage. *Harm*: what
the victims lack before anything is paid to them for it; a broken deal does damage of 10 to 100 % of the price beside the
price itself, by turns. *Made good*: the part of all harm that victims got back. *Days*: from a claim to its outcome. What
guarantors *lose* is what they paid and did not get back; what they *earn*, premiums and seat fees.`;
}

function legend(): string {
  return `In the tables: means over all trials, and the most or the longest of any trial beside them.`;
}

function chapter(findings: Findings, { name, title, variants }: StrategyResult): string {
  const { tried, why } = tellOf(findings, name);
  return `### ${title}

${tried}

${markdownTable(
  ["way", ...COLUMNS],
  variants.map((variant) => [variant.name, ...cellsOf(variant.summary)]),
)}

${why}`;
}

function tellOf(findings: Findings, name: string): ReturnType<NonNullable<(typeof TOLD)[string]>> {
  const tell = TOLD[name];
  if (tell === undefined) throw new RangeError(`Nothing is said about ${name}`);
  return tell(findings);
}

function sweepsIntro(): string {
  return `One number at a time is turned away from its default (in brackets), for the first way of each strategy. A cell is
the attackers' mean gain and the share of harm that was made good.`;
}

function sweepChapter(findings: Findings, sweep: SweepResult): string {
  const { name, unit, points } = sweep;
  const heads = points.map(({ label, isDefault }) => (isDefault ? `[${label}]` : label));
  const rows = findings.report.strategies.map((strategy) => [
    strategy.name,
    ...points.map(({ value }) => {
      const { gain, compensatedShare } = findings.at(name, value, strategy.name);
      return `${units(gain.mean)}, ${share(compensatedShare)}`;
    }),
  ]);
  return `### \`${name}\`: ${unit}

![What strategies come to by ${unit}](soundness/${name}.svg)

${markdownTable([name, ...heads], rows)}

${SWEEPS_TOLD[name]?.(findings) ?? ""}`;
}

/** What the sweeps show, by their names. */
const SWEEPS_TOLD: Readonly<Record<string, (findings: Findings) => string>> = {
  bond: (findings) => {
    const shareAt = (value: number): string =>
      share(findings.at("bond", value, "leaving").compensatedShare);
    return `What the bond does is to make harm good: where an honest principal fails (row \`leaving\`), ${shareAt(0)} without a
bond, ${shareAt(25)} with a quarter of the price, ${shareAt(50)} with half, ${shareAt(75)} with three quarters, ${shareAt(100)} with all
of it. Thieves gain the same with small bonds as with large ones, since they break as many deals as the pledges cover; but
a bond above the two pledges makes them put in money of their own.`;
  },
  pledge: (findings) => {
    const gainAt = (value: number): string =>
      units(findings.at("pledge", value, "sybils").gain.mean);
    return `What is stolen from guarantors grows with what they pledge: a tree of false names takes ${gainAt(50)} where
guarantors pledge 50, ${gainAt(250)} where they pledge 250. With no pledge nothing can be stolen, and nothing is
covered. Where two pledges are less than a bond, attackers must put in money of their own, and lose it: those who hang
panels ${units(-findings.at("pledge", 50, "hung juries").gain.mean)} on average at pledges of 50.`;
  },
  rounds: (findings) => {
    const daysAt = (strategy: string): string =>
      [1, 2, 3, 4, 5, 6]
        .map((value) => days(findings.at("rounds", value, strategy).days))
        .join(", ");
    const circleAt = (value: number): string =>
      share(findings.at("rounds", value, "collusion").circleShare);
    return `What is gained hardly changes, since whoever wants to gets to the circle anyway. What changes is time, mean and
longest: a hung case takes ${daysAt("hung juries")} days at 1 to 6 rounds, one that is dragged out
${daysAt("dragging")} days. What more rounds bring is that fewer cases fall to the circle: of the sham deals that were
answered, ${circleAt(1)} at one round, ${circleAt(2)} at two, ${circleAt(3)} at three, ${circleAt(6)} at six.`;
  },
  quorumBps: (findings) =>
    `Next to nothing. In the first round a side has two seats, so that one vote is a quorum at any value allowed; later
rounds are reached by appeals and by sides that do not agree, not for want of votes (dragged out disputes take
${days(findings.at("quorumBps", 1, "dragging").days)} days at the least quorum and
${days(findings.at("quorumBps", 5_000, "dragging").days)} at the greatest).`,
  seatFee: (findings) => {
    const first = findings.firstUnprofitable("seatFee", "dragging");
    const made = (value: number): string =>
      share(findings.at("seatFee", value, "hung juries").compensatedShare);
    const bribed = (value: number): string =>
      units(findings.at("seatFee", value, "bribery").gain.mean);
    const tree = (value: number): string =>
      units(findings.at("seatFee", value, "sybils").gain.mean);
    return `The one parameter of the charter that decides whether a strategy pays. ${
      first === undefined ? "No fee tried" : `A fee of ${units(first)}`
    } makes a false claim a loss on average; bribery falls from ${bribed(0)} at no fee to ${bribed(10)} at 10, because appeals
cost something. It has a price: a receiver who is in the right gets the fees back only as far as the bond reaches, so
that of the harm done by those who hang panels ${made(0)} is made good without a fee, ${made(10)} at 10 and ${made(50)} at 50. And an appeal
for somebody else must be worth it: from the first ruling on it takes ${seatsToCircle(findings)} seats to be heard by the circle. A tree of
false names, which earns the fees of the panels that it holds, gains ${tree(0)} without a fee and ${tree(10)} at 10, but
${tree(25)} at 25 and ${tree(50)} at 50, where that way costs each of those above more than they would lose.`;
  },
  attendance: (findings) => {
    const at = (strategy: string, value: number): string =>
      units(findings.at("attendance", value, strategy).gain.mean);
    return `Judges who come are worth more than any parameter: a false claim gains ${at("dragging", 10)} if one in ten
comes, ${at("dragging", 50)} if half do, ${at("dragging", 90)} if nine in ten do; packed seats ${at("packing", 10)},
${at("packing", 50)}, ${at("packing", 90)}. Without votes a case ends at 50 %.`;
  },
  alertness: (findings) => {
    const at = (strategy: string, value: number): string =>
      units(findings.at("alertness", value, strategy).gain.mean);
    return `The honest above who look and answer lower what two in league gain (${at("collusion", 0)} if they never do,
${at("collusion", 100)} if all always do), and what a tree of false names gains (${at("sybils", 0)} and ${at("sybils", 100)}). What is
left then are the shams that nobody sees through.`;
  },
  insight: (findings) => {
    const at = (strategy: string, value: number): string =>
      units(findings.at("insight", value, strategy).gain.mean);
    return `Answering brings a sham before judges, who must see through it. Two in league gain ${at("collusion", 0)} where
no sham is seen through and ${at("collusion", 100)} where each is, a tree of false names ${at("sybils", 0)} and
${at("sybils", 100)}; what is left there is what nobody above was awake for. No other strategy has to be seen through.`;
  },
};

/** How many seats must be paid for from the first ruling up to the circle. */
function seatsToCircle({ report }: Findings): number {
  const rounds = Array.from(
    { length: Number(report.setting.rules.rounds) - 1 },
    (_, round) => 8 << round,
  );
  return rounds.reduce((seats, more) => seats + more, report.community.founders);
}

function guarantors(findings: Findings): string {
  const { terms } = findings.report.setting;
  const [drawn, thief] = [findings.of("honest"), findings.of("vanishing")];
  const tree = findings.of("sybils");
  const perDeal = drawn.premiums.mean / DEALS;
  const half = (figure: number): string => units(figure / 2);
  const deals = thief.guarantorsLost.mean / perDeal;
  return `## What a guarantor earns and loses

The two guarantors of a provider together earn ${units(perDeal)} in an honest deal of the file on average (premiums of
${Number(terms.premiumBps) / 100} % each; founders have no guarantors), ${half(perDeal)} each, and lose nothing, because the
honest repay. A principal who vanishes costs the two ${units(thief.guarantorsLost.mean)}, what they pledged. So
${units(deals)} honest deals pay for one thief, fewer in proportion where the premium is higher: the charter lets one
guarantor take ${units(Number(findings.report.setting.rules.maxPremiumBps) / 100)} %. A guarantor should pledge no more than
they would lend the person, and raise it as deals go well.

Who stands further up earns nothing: premiums go to the direct guarantors, while a pledge can be used for what the
principal pledges on. Of the ${units(tree.guarantorsLost.mean)} that honest guarantors lose to a tree of false names on average, all is
lost two steps or more away from the deal. They may answer and appeal there, so it pays to watch whom one's principals vouch
for.`;
}

function defaults(findings: Findings): string {
  const bought = findings.of("packing", "both, and three of five founders");
  const { rules, terms } = findings.report.setting;
  const first = findings.firstUnprofitable("seatFee", "dragging");
  const hung = (value: number): string => days(findings.at("rounds", value, "hung juries").days);
  const circle = (value: number): string =>
    share(findings.at("rounds", value, "collusion").circleShare);
  const perCent = (fee: number): string => `${units((100 * fee) / Number(terms.price))} %`;
  const rows: [string, string, string, string][] = [
    [
      "`minPledge`",
      String(rules.minPledge),
      "stays",
      "theft grows with pledges; a floor would force larger ones on those who know a newcomer least",
    ],
    [
      "`maxPremiumBps`",
      String(rules.maxPremiumBps),
      "stays",
      "not swept: it only says how soon guarantors may earn back what a thief costs",
    ],
    [
      "`seatFee`",
      String(rules.seatFee),
      "stays, but see below",
      first === undefined
        ? "no fee tried was enough against false claims"
        : `${perCent(first)} of a usual price is enough against false claims and appeals for sport, 1 % helps against bribes, more makes appeals for others too dear; the charter cannot know the token's unit nor what a usual price is, so a community must set it`,
    ],
    [
      "`rounds`",
      String(rules.rounds),
      "stays",
      `gains hardly differ from 1 to 6; ${hung(2)} days instead of ${hung(3)} for a hung case at 2, while the circle gets ${circle(2)} instead of ${circle(3)} of the answered shams. A community whose founders have time may choose 2; above 3 there is only delay`,
    ],
    [
      "`quorumBps`",
      String(rules.quorumBps),
      "stays",
      "no value allowed changes anything that matters",
    ],
  ];
  return `## Which defaults follow

${markdownTable(["parameter", "default", "verdict", "why"], rows)}

What is agreed deal by deal matters more than the charter:

- a bond of half the price or more: it makes ${share(findings.at("bond", 50, "leaving").compensatedShare)} of the harm of an
  honest failure good, a quarter only ${share(findings.at("bond", 25, "leaving").compensatedShare)};
- no more in advance than the bond of what is still to come, and never anything without one;
- a seat fee of ${first === undefined ? "some thousandths" : perCent(first)} to 1 % of a usual price, set when the community is deployed: at 0
  false claims cost nothing, and every dispute can be taken to the circle; well above 1 % nobody can afford to
  appeal for a silent party;
- pledges no larger than what one would lend, small at first;
- founders who are many and not for sale: the circle of ${findings.report.community.founders} has the last word, and whoever
  has three of five gains ${units(bought.gain.mean)} against a victim whose guarantors they are.`;
}

function mends(findings: Findings): string {
  const [tree, unseen, displaced, bare] = [undefined, NOBODY_LOOKS, DISPLACED, "1 deep"].map(
    (variant) => units(findings.of("sybils", variant).gain.mean),
  );
  const { pledge } = findings.report.setting.terms;
  const asleep = findings.of("bribery", "100 % of all members bribed to stay away");
  const [circle5, circle15] = [
    findings.of("bribery"),
    findings.of("bribery", "20 % of all members bribed to vote, with ten founders more"),
  ];
  return `## Where a rule lets a strategy pay

Found, and mended; each is a way to play above:

- **A tree of false names was never asked.** Only a party's direct guarantors could answer for it, and only the parties
  appealed. Two levels of false names therefore drained what honest guarantors had pledged at the top for certain, without
  anybody being heard: ${unseen} of ${units(findings.of("sybils", NOBODY_LOOKS).trust.mean)}, which the way "nobody above looks"
  still shows. Now whoever stands behind the party's bond with a pledge, up to six steps above, may answer (\`answerFor\`)
  and appeal (\`appealFor\`) for it, and the same tree comes to ${tree}; thieves without a tree come to ${bare}.
- **Whoever had been displaced was not asked.** At first that right belonged to those who stood above the party in the
  surety graph when the deal was proposed. Guarantors who had left, or in whose places others sat by then, stay liable for
  what is in use of their pledges, and were nowhere above; while people without a pledge in it could make a case longer. Now
  it follows the money: where the honest are displaced first, the tree comes to ${displaced}.

Not mended, and known:

1. **A sham that looks true is paid.** Whoever deals with a partner in league can break the deal, and judges who do not see
   it must find them at fault. No rule can tell such a deal from an honest failure: ${units(findings.at("insight", 0, "collusion").gain.mean)} is
   gained where no sham is seen through, which is what was pledged (2 x ${pledge}). It ends with the thief's name. What
   helps: small pledges at first, and watching whom one's principals vouch for and deal with; what is not in use comes back at
   once on leaving.
2. **Silence of everybody is worth half a case.** If nobody at all votes, a case ends at 50 %, which a provider who never
   delivered is glad of (${units(asleep.gain.mean)}). Seat fees pay judges for coming.
3. **The last word is the circle's.** A majority of the founders who vote decides against whatever larger panels found
   before: with one fifth of all members bribed to vote, ${units(circle5.gain.mean)} is gained before the bribes. Ten founders
   more bring that to ${units(circle15.gain.mean)}.`;
}

function number(value: number | bigint): string {
  return value.toLocaleString("en-US");
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
