import { isReplaceable, replacementsOf, type Replacing } from "../engine/generation/replacements.ts";
import { buildKnowledge, type Knowledge } from "../engine/knowledge/knowledge.ts";
import { isChoice, type ChoiceQuestion, type Question } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findIncidentById, listSources } from "../storage/incident-reading.ts";
import { listIncidentKnowledge, listKnowledge } from "../storage/knowledge-reading.ts";
import { findNewestQuestionVersion } from "../storage/question-bank.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import type { Vocabulary } from "./keeping-facts.ts";
import { editQuestion, type EditedQuestion } from "./writing.ts";

export type Replacement = Replacing;
/** The id of a wrong option, and of the entity that takes its place; `version` is the number of the version that the trainer had before them. */
export interface ChosenReplacement { option: string; candidate: string; version: number }

/** What can stand in the place of these wrong options of the newest version; undefined where nothing can be proven, because the question does not come of facts. */
export async function replacementsFor(db: Db, question: Pick<QuestionRow, "id">, optionIds: readonly string[], vocabulary: Vocabulary): Promise<Map<string, Replacement[]> | undefined> {
  const newest = await findNewestQuestionVersion(db, question.id);
  const body = newest && (JSON.parse(newest.body) as Question);
  if (!body || body.facts.length === 0 || !isChoice(body)) return undefined;
  const knowledge = await knowledgeFor(db, body, vocabulary);
  return isReplaceable(knowledge, body) ? replacementsOf(knowledge, body, optionIds) : undefined;
}

/** Saves a version of the question with a proven option in the place of one that nobody picks. Quizzes take it when they are published again. Says its number. @throws Refused where it is not proven any more, or somebody was faster */
export async function replaceOption(db: Db, trainer: Pick<Person, "id">, question: QuestionRow, { option, candidate, version }: ChosenReplacement, vocabulary: Vocabulary, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const newest = await findNewestQuestionVersion(tx, question.id);
    if (!newest) throw new NotFound();
    if (newest.number !== version) throw new Refused("statistics.replacement.overtaken", "candidate", { number: newest.number });
    const body = JSON.parse(newest.body) as ChoiceQuestion;
    const isWrong = isChoice(body) && body.options.some(({ id, correct }) => id === option && !correct);
    const chosen = isWrong ? (await replacementsFor(tx, question, [option], vocabulary))?.get(option)?.find(({ entity }) => entity === candidate) : undefined;
    if (!chosen) throw new Refused("statistics.replacement.vanished", "candidate");

    await editQuestion(tx, trainer, question, { ...(await writtenOf(tx, question, body, option, chosen)), version }, at);
    await insertAuditEvent(tx, trainer.id, "question.option-replaced", question.public_id, { version: version + 1, option, by: candidate }, at);
    return version + 1;
  });
}

/** Data sets are read only where the question is about one: they can be very large. */
async function knowledgeFor(db: Db, { facts }: Question, { relations }: Vocabulary): Promise<Knowledge> {
  const told = await listIncidentKnowledge(db);
  const known = new Set(told.facts.map(({ id }) => id));
  return buildKnowledge({ ...(facts.every((key) => known.has(key)) ? told : await listKnowledge(db)), relations });
}

/** The question as its author would type it, with the other option. */
async function writtenOf(tx: Db, { incident_id }: QuestionRow, body: ChoiceQuestion, replaced: string, { text, feedback, proof, grounds }: Replacing): Promise<Omit<EditedQuestion, "version">> {
  const incident = incident_id === null ? undefined : await findIncidentById(tx, incident_id);
  const typed = body.evidence.find(({ fact }) => fact === undefined);
  const source = typed && incident && (await listSources(tx, incident.id)).find(({ url, title }) => url === typed.source.url && title === typed.source.title);
  const { kind, level, topic, stem, explanation, facts, options } = body;
  return {
    kind, level, topic, stem, explanation, facts, incident: body.incident ?? "", quote: source ? typed.quote : "", source: source?.key ?? "", grounds: [...new Set([...(body.grounds ?? []), ...grounds])],
    options: options.map((option, place) => ({ row: place + 1, correct: option.correct, ...(option.id === replaced ? { text, feedback, proof } : { text: option.text, feedback: option.feedback })})),
  };
}
