import type { Findings } from "./Findings";
import { days, share, units } from "./figures";
import { bondOf } from "./Setting";
import { COST_OF_WAITING_BPS } from "./strategies/dragging";
import { DEALS } from "./strategies/honest";
import { DEPTHS, DISPLACED, NOBODY_LOOKS } from "./strategies/sybils";
import { CUSTOMERS_WITHOUT_BOND } from "./strategies/vanishing";

/** What is said about a strategy in the document, beside its table. */
export interface Told {
  /** What was tried. */
  readonly tried: string;
  /** Why it comes to what it comes to. */
  readonly why: string;
  /** What bounds it, in a few words for the first table. */
  readonly bound: string;
}

/** By the names of the strategies. All figures are looked up: none is written here by hand. */
export const TOLD: Readonly<Record<string, (findings: Findings) => Told>> = {
  honest: (findings) => {
    const { terms } = findings.report.setting;
    const drawn = findings.of("honest");
    const failing = findings.of("honest", "one deal in five fails");
    return {
      tried: `${DEALS} deals in a row that members of the file made with each other. A rating from -1 to -4 is a
        delivery worth half; from -5 on nothing came; whoever failed repays what guarantors paid. As few deals of
        the file fail, two more ways have one in five fail.`,
      why: `Guarantors earn ${units(drawn.premiums.mean)} in ${DEALS} deals of ${units(Number(terms.price))} and lose
        nothing, since the honest repay. Of the harm ${share(failing.compensatedShare)} is made good where nothing
        was delivered: what lacks is damage beyond the bond. A conceded default is paid after
        ${days(failing.days)} days.`,
      bound: "nobody gains",
    };
  },
  collusion: (findings) => {
    const sham = findings.of("collusion");
    const asleep = findings.at("alertness", 0, "collusion");
    const awake = findings.at("alertness", 100, "collusion");
    const dear = findings.at("seatFee", 50, "collusion");
    const blind = findings.at("insight", 0, "collusion");
    const sharp = findings.at("insight", 100, "collusion");
    const { pledge } = findings.report.setting.terms;
    return {
      tried: `Somebody without money joins on two honest guarantors, makes a deal about nothing with a partner, all
        cover as bond, and says nothing when the partner claims it. A guarantor who is awake answers; a panel sees
        the game in ${share(findings.report.setting.habits.insight)} of the cases, otherwise it looks like any other default.`,
      why: `It pays, once: ${units(sham.gain.mean)} on average, ${units(asleep.gain.mean)} if guarantors never
        answer, ${units(awake.gain.mean)} even if one always does, because a panel that does not see the game must
        find the thief at fault: it is ${units(blind.gain.mean)} where no panel ever sees it, and
        ${units(sharp.gain.mean)} where all do. What is taken are the two pledges (2 x ${pledge}) and never more; the
        thief's name is barred for ever, and the partner keeps the money. Of the charter's parameters only
        a seat fee takes something of it (${units(dear.gain.mean)} is left at 50), the rest is the size of the pledges.`,
      bound: "the two pledges for the thief",
    };
  },
  sybils: (findings) => {
    const depths = DEPTHS.map((depth) => findings.of("sybils", `${depth} deep`));
    const [three, unseen] = [findings.of("sybils"), findings.of("sybils", NOBODY_LOOKS)];
    const displaced = findings.of("sybils", DISPLACED);
    const longest = Math.max(...[...depths, displaced].map((each) => each.days?.most ?? 0));
    const { alertness, insight } = findings.report.setting.habits;
    return {
      tried: `The same through a tree of false names: two stand on the same two honest guarantors, each pair below on
        the pair above, which pledges on all the cover it has. The lowest breaks the sham deal with one name more.
        The honest whose pledges back its bond answer for the lowest, and appeal for it. In one way the highest pair
        has put other false names, who pledge nothing, in the places of the two honest ones before the deal: the honest
        stand nowhere above it any more, and their pledges have ended, but still back what they backed.`,
      why: `A tree gains nothing over thieves without one: ${depths.map((each) => units(each.gain.mean)).join(", ")} at
        one to six levels. Whoever stands behind a party's bond with a pledge may answer and appeal for it, up to six steps
        above, where liability ends too. An ended pledge that is in use counts, so displacing the honest first gains
        ${units(displaced.gain.mean)}, ${displaced.gain.mean > three.gain.mean ? "more than" : "no more than"} three levels that
        keep them; where seats are paid for, it
        also earns the fees of those that the honest would have held. If nobody above looks, three levels take ${units(unseen.gain.mean)} of ${units(unseen.trust.mean)} pledged,
        as they did for certain while only direct guarantors could answer, who are false names here; so asking those
        behind the bond is worth ${units(unseen.gain.mean - three.gain.mean)}. What is left is what thieves without a tree gain too:
        nobody above is awake (a chance of ${share((1 - alertness) ** 2)} where they are two), or the game is not seen
        through (${share(1 - insight)}). The false names hold the panels nearest to them, and the appeals from above pass
        these: no case lasts longer than ${units(longest)} days. A unit pledged backs one promise, so depth does not multiply
        it; it gains less the deeper it is, as the limit of six handshakes stops those whose honest
        guarantors were backed themselves.`,
      bound: "the honest pledges at the top, if those above sleep or a panel does not see the game",
    };
  },
  "hung juries": (findings) => {
    const block = findings.of("hung juries");
    const alone = findings.of("hung juries", "false names 1 deep");
    const [quick, slow] = [
      findings.at("rounds", 1, "hung juries"),
      findings.at("rounds", 6, "hung juries"),
    ];
    return {
      tried: `A provider who delivers nothing and blames the receiver; a tree of false names above them votes as a
        block in every round it reaches.`,
      why: `Each hung round goes up by itself to the circle, which sees no sides. The block gains
        ${units(block.gain.mean)} on average and makes it last ${days(block.days)} days; a guilty provider without a
        block, for whom appeals are free, makes it last ${days(alone.days)}. With one round it is
        ${days(quick.days)}, with six ${days(slow.days)}, for the same result.`,
      bound: "time: one vote window a round",
    };
  },
  bribery: (findings) => {
    const [some, many] = [
      findings.of("bribery"),
      findings.of("bribery", "60 % of all members bribed to vote"),
    ];
    const large = findings.of(
      "bribery",
      "20 % of all members bribed to vote, with ten founders more",
    );
    const all = findings.of("bribery", "100 % of all members bribed to stay away");
    const [absent, absentMost] = [
      findings.of("bribery", "20 % of all members bribed to stay away"),
      findings.of("bribery", "60 % of all members bribed to stay away"),
    ];
    return {
      tried: `A provider who delivers nothing, where a part of all members, founders too, takes bribes: to vote for
        the provider, or to stay away. What the bribes cost is not counted.`,
      why: `Panels must agree across both sides, so a few who are bought only send a case up; but who can appeal for
        nothing takes each case to the circle, and of five founders, of whom some stay away, two or three are often
        enough: ${units(some.gain.mean)} on average and ${units(some.gain.most)} at most for one fifth bribed,
        ${units(many.gain.mean)} for three fifths. With ten founders more it is ${units(large.gain.mean)}
        for one fifth. Absence buys little as long as anybody comes
        (${units(absent.gain.mean)} for one fifth, ${units(absentMost.gain.mean)} for three fifths); if nobody does,
        the case ends at 50 % and earns ${units(all.gain.mean)}. A seat fee of 1 % of the price, which makes the
        second appeal dear, brings ${units(some.gain.mean)} down to
        ${units(findings.at("seatFee", 10, "bribery").gain.mean)}.`,
      bound: "the price and the bonds of one deal, less the bribes",
    };
  },
  leaving: (findings) => {
    const [left, stayed] = [
      findings.of("leaving"),
      findings.of("leaving", "stays (for comparison)"),
    ];
    return {
      tried: `A guarantor whose principal is about to fail withdraws the surety and all free money a moment before
        the claim.`,
      why: `A bond names the pledges behind it: leaving costs ${units(-left.gain.mean)} on average, staying
        ${units(-stayed.gain.mean)}, in every single trial the same. The receiver gets ${share(left.compensatedShare)}
        of the harm either way.`,
      bound: "nothing is gained by it",
    };
  },
  packing: (findings) => {
    const [both, one] = [
      findings.of("packing"),
      findings.of("packing", "one guarantor of the victim"),
    ];
    const asleep = findings.of("packing", "both, and the victim does not appeal");
    const [two, three] = [
      findings.of("packing", "both, and two of five founders"),
      findings.of("packing", "both, and three of five founders"),
    ];
    return {
      tried: `Two members stand surety for an honest provider and for a partner of theirs. The partner takes a sound
        delivery, calls it worthless, and claims price and bond; the two judge for both sides.`,
      why: `Whoever holds the seats nearest to both sides carries the first round, and no other unless founders are theirs
        too: the victim appeals, and the next panel are the packers' own guarantors. ${units(both.gain.mean)} is gained on average
        (${units(one.gain.mean)} with one of the two). A victim who does not appeal within the window loses
        everything, ${units(asleep.gain.mean)}; so does one who meets a bought circle: ${units(two.gain.mean)} on
        average for two of five founders, ${units(three.gain.mean)} for three.`,
      bound: "nothing while the victim is awake and most founders are honest",
    };
  },
  circles: (findings) => {
    const [firms, six] = [findings.of("circles"), findings.of("circles", "6 firms")];
    const { price } = findings.report.setting.terms;
    return {
      tried: `Firms pledge for one another: two on the same two honest guarantors, the others on the two before them.
        The first has ${price} of its own. They try to close the circle, take every order that cover allows with
        as much in advance as the bond, and are gone.`,
      why: `The last surety of the circle is refused (a guarantor's generation lies below), and cover does not
        multiply: all bonds together are the firms' own money and what honest guarantors pledged. The gain is those
        pledges, ${units(firms.gain.mean)}; more firms do not get more (${units(six.gain.mean)} on average with six, some of
        which stand too many handshakes from the money).`,
      bound: "the honest pledges at the top",
    };
  },
  dragging: (findings) => {
    const [all, none] = [
      findings.of("dragging"),
      findings.of("dragging", "a false claim, and no appeal"),
    ];
    const first = findings.firstUnprofitable("seatFee", "dragging");
    const five = findings.at("seatFee", 5, "dragging");
    const sleepy = findings.at("attendance", 30, "dragging");
    return {
      tried: `A receiver without money of their own calls a sound delivery worthless and appeals every ruling, at a
        seat fee of 0. The provider's money waits for as long; waiting is counted at ${Number(COST_OF_WAITING_BPS) / 100} % of the price a day.`,
      why: `It costs the receiver nothing and takes ${days(all.days)} days instead of ${days(none.days)}. On
        average it earns ${units(all.gain.mean)}, at most ${units(all.gain.most)}, from the rare panel that errs; the
        fewer judges come the more (${units(sleepy.gain.mean)} if three in ten do). A seat fee turns it round, because
        who loses has paid the judges: ${
          first === undefined
            ? "none of the fees tried was enough"
            : `from ${units(first)} on (${units(first / 10)} % of the price) it earns nothing on average`
        }, at 5 it costs ${units(-five.gain.mean)}.`,
      bound: "a fee per seat of some thousandths of the price",
    };
  },
  vanishing: (findings) => {
    const careful = findings.of("vanishing");
    const nothing = findings.of("vanishing", "nothing in advance");
    const careless = findings.of("vanishing", "half in advance, without a bond");
    const patient = findings.of("vanishing", "after ten honest deals");
    return {
      tried: `Somebody without money lives on the pledges of two honest guarantors, takes orders from honest customers
        as long as cover lasts, and is gone.`,
      why: `Without an advance there is nothing to run away with: ${units(nothing.gain.mean)}, as the price waits in
        the stage. With an advance as large as the bond the thief has ${units(careful.gain.mean)}, all of it the
        guarantors' (they lose ${units(careful.guarantorsLost.mean)}); customers get the advance back, and
        ${share(careful.compensatedShare)} of all harm. Ten honest deals first cost premiums and gain no larger
        pledges (${units(patient.gain.mean)} is left). Whoever pays in advance without a bond is not protected by
        anything: ${CUSTOMERS_WITHOUT_BOND} customers lose ${units(careless.gain.mean)} and get ${share(careless.compensatedShare)} back.`,
      bound: `the two pledges (${units(2 * Number(findings.report.setting.terms.pledge))}), if no customer pays more in advance than the bond of ${bondOf(findings.report.setting)}`,
    };
  },
};
