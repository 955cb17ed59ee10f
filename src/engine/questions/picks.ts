import type { Language } from "../../lib/languages.ts";
import { asTyped } from "./marking-numeric.ts";
import type { Chosen } from "./marking.ts";
import { isTyped } from "./question-kinds.ts";
import type { Question } from "./question.ts";

/**
 * Turns what a form sends into what `mark` takes. A pick is a place in the layout, counted from 1, as text:
 * the options that were chosen; for matching one pick per line. For ordering a pick is "line-place", so that it means the same wherever the line
 * stands on the page when the form is sent: "2-1" gives the second line of the layout the first place.
 * What is typed stays as it is, but for spaces around it and between; those count where Moodle's rule decides.
 * A number is kept with the `language` of the page where that decides what it means.
 * What does not fit becomes something that `complaintAbout` has words for.
 */
export function chosenBy(question: Question, layout: readonly string[], picks: readonly string[], language: Language = "en"): Chosen {
  if (isTyped(question) && question.graded) return picks;
  if (question.kind === "numeric" && picks.length === 1) return asTyped(picks[0]!.replace(/\s+/g, " ").trim(), language);
  if (isTyped(question)) return picks.map((typed) => typed.replace(/\s+/g, " ").trim());
  return question.kind === "ordering" ? inGivenOrder(layout, picks) : picks.map((pick) => layout[Number(pick) - 1] ?? "");
}

function inGivenOrder(layout: readonly string[], picks: readonly string[]): Chosen {
  const lineAt = new Map(picks.map((pick) => pick.split("-")).map(([line, place]) => [place, layout[Number(line) - 1]]));
  return picks.length === layout.length ? layout.map((_, index) => lineAt.get(String(index + 1)) ?? "") : [];
}
