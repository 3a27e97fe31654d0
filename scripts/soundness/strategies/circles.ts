import * as moves from "../../../test/model/moves";
import type { MemberId } from "../../../test/model/world";
import { resolve } from "../resolve";
import type { Scene } from "../Scene";
import { bondOf } from "../Setting";
import { settleUp } from "../settleUp";
import { way, type Strategy, type Variant } from "../Strategy";
import { miss, safeAdvance, takeOrders } from "./vanishing";

/** Firms that pledge for one another, so that the same money looks as if it stood behind each. */
export const circles: Strategy = {
  name: "circles",
  title: "Firms that pledge in a circle",
  variants: [variant(4), variant(3), variant(6)],
};

function variant(firms: number): Variant {
  return way(`${firms} firms`, (scene) => {
    playFirms(scene, firms);
  });
}

function playFirms(scene: Scene, count: number): void {
  const { price } = scene.setting.terms;
  const honest = scene.position();
  const firms = [scene.recruitOn(honest), scene.recruitOn(honest)];
  scene.topUp(at(firms, 0), scene.coverOf(at(firms, 0)) + price);
  while (firms.length < count) {
    const above = [at(firms, -2), at(firms, -1)] as const;
    firms.push(scene.recruitBelow(above, [scene.coverOf(above[0]), scene.coverOf(above[1])]));
  }
  tryToClose(scene, at(firms, 0), at(firms, -1));

  const [bond, advance] = [bondOf(scene.setting), safeAdvance(scene)];
  const orders = firms.flatMap((firm) => takeOrders(scene, firm, advance, bond));
  resolve(
    scene,
    orders.map((place) => miss(scene, place, advance, bond)),
  );
  scene.closeHarms();
  settleUp(scene);
}

/** The circle itself is refused: nobody stands surety for whom they stand on. */
function tryToClose(scene: Scene, first: MemberId, last: MemberId): void {
  scene.play(moves.nominate(scene.wallet(first), 0, last, 0n));
  const until = scene.now + 1n;
  const refusal = scene.attempt(
    moves.vouch(scene.wallet(last), scene.wallet(first), 0, 0n, until, 0n),
  );
  if (refusal !== "GenerationTooHigh") {
    throw new Error(`A circle of sureties was answered with ${refusal ?? "no refusal"}`);
  }
}

function at(firms: readonly MemberId[], place: number): MemberId {
  return firms.at(place) ?? 0n;
}
