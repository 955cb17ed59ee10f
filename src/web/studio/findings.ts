import { findLintContext } from "../../domain/lint-context.ts";
import { complaintsAboutAnswer, isTypedKind, NO_ANSWER } from "../../domain/written-answers.ts";
import { bodyOf, WRITTEN_KINDS, type WrittenQuestion } from "../../domain/written-questions.ts";
import { quoted } from "../../engine/questions/linting/finding.ts";
import { lint } from "../../engine/questions/linting/lint.ts";
import { RULES, type Severity } from "../../engine/questions/linting/rules.ts";
import { isChoice, type Question } from "../../engine/questions/question.ts";
import { capitalise } from "../../lib/text.ts";
import type { Db } from "../../storage/tables.ts";

/** A finding of the linter in words for trainers. `place` is the part of the question that it is about. */
export interface FindingWords { severity: Severity; name: string; place: string; why: string; mend: string }

/** What the linter finds in a stored question. */
export async function findFindings(db: Db, body: string): Promise<FindingWords[]> {
  return (await findFindingsOf(db, [JSON.parse(body) as Question]))[0]!;
}

/** What it finds in each of several questions. */
export async function findFindingsOf(db: Db, questions: readonly Question[]): Promise<FindingWords[][]> {
  const context = await findLintContext(db, questions);
  return questions.map((question) => lint(question, context).map(({ number, severity, where, why, mend }) => ({ severity, name: RULES[number - 1]!.name, place: placeOf(where, question), why, mend })));
}

/** The same of a question that is being written; undefined while there is too little to judge. */
export async function findingsWhileWriting(db: Db, written: WrittenQuestion): Promise<FindingWords[] | undefined> {
  const options = written.options.filter(({ text }) => text !== "");
  const isEnough = isTypedKind(written.kind) ? complaintsAboutAnswer(written.kind, written.answer ?? NO_ANSWER).length === 0 : options.length > 1;
  if (written.stem === "" || !WRITTEN_KINDS.includes(written.kind) || !isEnough) return undefined;
  return findFindings(db, JSON.stringify(bodyOf({ ...written, options }, { id: "draft", facts: written.facts, evidence: [], enemies: [] })));
}

function placeOf(where: string, question: Question): string {
  if (where === "stem") return "The question";
  const option = isChoice(question) ? question.options.find(({ id }) => where === `option ${id}`) : undefined;
  return option ? quoted(option.text, 32) : capitalise(where);
}
