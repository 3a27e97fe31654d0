import type { Styles } from "../lib/styles";
import type { PlayedStep } from "./World";

const WIDTH = 100;

/** A step as a person tells it: the day, the sentence of the story, and under it what happened. */
export function renderStep(step: PlayedStep, { bold, dim }: Styles): string {
  const day = `Day ${step.day}`.padEnd(8);
  const [first = "", ...rest] = wrap(step.say, WIDTH - day.length);
  const indent = " ".repeat(day.length);
  return [
    dim(day) + bold(first),
    ...rest.map((line) => indent + bold(line)),
    ...step.told.flatMap((sentence) =>
      wrap(sentence, WIDTH - day.length - 2).map(
        (line, index) => `${indent}${index === 0 ? "· " : "  "}${line}`,
      ),
    ),
  ].join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
