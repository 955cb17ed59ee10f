import { findLintContext } from "../../domain/lint-context.ts";
import { nameOf, quoted, type Finding } from "../../engine/questions/linting/finding.ts";
import { lint } from "../../engine/questions/linting/lint.ts";
import { lintTranslations } from "../../engine/questions/linting/translations.ts";
import type { Severity } from "../../engine/questions/linting/rules.ts";
import { isChoice, type Question } from "../../engine/questions/question.ts";
import { toldIn } from "../../engine/questions/told.ts";
import { say, type Message } from "../../lib/messages.ts";
import type { Db } from "../../storage/tables.ts";

/** A finding of the linter in words for trainers. `place` is the part of the question that it is about; `language` that of the translation where it is not the original. */
export interface FindingWords { language?: string; severity: Severity; name: Message; place: Message; why: Message; mend: Message }

/** What the linter finds in a stored question. */
export async function findFindings(db: Db, body: string): Promise<FindingWords[]> {
  return (await findFindingsOf(db, [JSON.parse(body) as Question]))[0]!;
}

/** What it finds in each of several questions, and in their translations. */
export async function findFindingsOf(db: Db, questions: readonly Question[]): Promise<FindingWords[][]> {
  const context = await findLintContext(db, questions);
  return questions.map((question) => {
    const inOriginal = lint(question, context).map((finding) => wordsOf(finding, question));
    const inTranslations = lintTranslations(question, context).map((finding) => ({ ...wordsOf(finding, toldIn(finding.language, question, [], []).question), severity: "warning" as const, language: finding.language }));
    return [...inOriginal, ...inTranslations];
  });
}

function wordsOf({ rule, severity, where, why, mend }: Finding, question: Question): FindingWords {
  return { severity, name: nameOf(rule), place: placeOf(where, question), why, mend };
}

function placeOf(where: string, question: Question): Message {
  const option = isChoice(question) ? question.options.find(({ id }) => where === `option ${id}`) : undefined;
  const [part, id] = where.split(" ");
  return option ? quoted(option.text, 32) : id === undefined ? say(`linting.places.${part}`) : say(`linting.numbered.${part}`, { id });
}
