import { fold } from "../../lib/text.ts";
import { piecesOf } from "./pieces.ts";
import type { Question } from "./question.ts";

const LONGEST_WORD = 200;

/** The words by which trainers find a question: those of its name, its stem, what learners choose among or write, and its tags; folded, each once. */
export function searchedWords(question: Question, tags: readonly string[] = []): string {
  const answers = piecesOf(question).filter(({ kind }) => !["feedback", "explanation", "lesson-title", "lesson-text"].includes(kind)).map(({ original }) => original);
  const words = fold(plain([question.name ?? "", ...answers, ...tags].join(" "))).split(" ");
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)).filter(Boolean))].join(" ");
}

/** A text without its markup. */
export function plain(text: string): string {
  return text.replace(/<\/?[a-z][^<>]*>/gi, " ").replaceAll("&nbsp;", " ");
}

/** What somebody types into a search box, as the beginnings of words that must all be there; at most twelve. */
export function soughtWords(text: string): string[] {
  return [...new Set(fold(text).split(" ").filter(Boolean).map((word) => word.slice(0, LONGEST_WORD)))].slice(0, 12);
}
