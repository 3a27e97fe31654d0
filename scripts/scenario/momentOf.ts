import { disputeRef } from "./disputeRef";
import { stageRef } from "./stageRef";
import type { Step } from "./Step";
import type { World } from "./World";

/** When something about a stage falls due (protocol clock). */
export async function momentOf(
  world: World,
  stage: string,
  moment: Step<"waitUntil">["time"],
): Promise<bigint> {
  const { charter, court, trade } = world.modules;
  const { chain, index } = stageRef(world, stage);
  const { mark, inspection } = await trade.stageOf(chain, index);
  const { version } = await trade.chainOf(chain);
  const { responseWindow, lapseWindow } = await charter.parametersOf(version);

  switch (moment) {
    case "due":
      return trade.dueOf(chain, index);
    case "inspection":
      return mark + inspection;
    case "answer":
    case "remedy":
      return mark + responseWindow;
    case "lapse":
      return (await trade.dueOf(chain, index)) + lapseWindow;
    case "votes":
    case "appeal": {
      const [, schedule] = await court.current(await disputeRef(world, stage));
      return moment === "votes" ? schedule.votesUntil : schedule.appealUntil;
    }
  }
}
