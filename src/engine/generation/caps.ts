import { groupBy } from "../../lib/groups.ts";
import { isChoice, type Question } from "../questions/question.ts";

/** Forms with fewer questions have no base rate to speak of. */
const FEWEST = 8;
/** In a question that is answered by writing, no answer may come up more often than in one of so many. */
const WRITTEN_CHANCE = 25;

/**
 * Leaves out questions until no key value stands for more than its share of a form: one in as many as there are options. Whoever always takes the
 * commonest answer then does no better than chance. The first questions of each key are kept.
 */
export function capKeys(questions: readonly Question[]): Question[] {
  const surplus = new Set<Question>();
  for (const form of groupBy(questions.filter(hasOneKey), formOf).values()) {
    if (form.length >= FEWEST) for (const question of surplusIn(form)) surplus.add(question);
  }
  return questions.filter((question) => !surplus.has(question));
}

/** A year is a year, whatever happened in it: numbers are one form. */
function formOf({ kind, relation, asks }: Question): string {
  return kind === "numeric" ? kind : `${kind} ${relation ?? ""} ${asks ?? ""}`;
}

function hasOneKey(question: Question): boolean {
  return question.kind === "single" || question.kind === "short" || question.kind === "numeric";
}

function surplusIn(form: readonly Question[]): Question[] {
  const byKey = [...groupBy(form, keyOf).values()];
  const options = Math.min(...form.map((question) => (isChoice(question) ? question.options.length : WRITTEN_CHANCE)));
  const most = mostOf(byKey.map(({ length }) => length), Math.min(options, byKey.length));
  return byKey.flatMap((same) => same.slice(most));
}

/** The greatest number of questions a key may have, so that none has more than one in `parts` of what is left. */
function mostOf(counts: readonly number[], parts: number): number {
  let most = Math.max(...counts);
  for (;;) {
    const left = counts.reduce((sum, count) => sum + Math.min(count, most), 0);
    const fair = Math.max(1, Math.floor(left / parts));
    if (most <= fair) return most;
    most = Math.max(fair, most - Math.max(1, (most - fair) >> 1));
  }
}

function keyOf(question: Question): string {
  if (question.kind === "short") return question.answer.accept[0]!;
  if (question.kind === "numeric") return String(question.answer.value);
  return isChoice(question) ? question.options.find(({ correct }) => correct)!.text : "";
}
