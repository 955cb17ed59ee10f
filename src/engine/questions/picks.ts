import type { Chosen } from "./marking.ts";
import type { Question } from "./question.ts";

/**
 * Turns what a form sends into what `mark` takes. A pick is a place in the layout, counted from 1, as text:
 * the options that were chosen; for matching one pick per line; for ordering the place that each line of the layout was given.
 * What does not fit becomes something that `complaintAbout` has words for.
 */
export function chosenBy(question: Question, layout: readonly string[], picks: readonly string[]): Chosen {
  return question.kind === "ordering" ? inGivenOrder(layout, picks) : picks.map((pick) => layout[Number(pick) - 1] ?? "");
}

function inGivenOrder(layout: readonly string[], picks: readonly string[]): Chosen {
  return layout.map((_, place) => layout[picks.indexOf(String(place + 1))] ?? "");
}
