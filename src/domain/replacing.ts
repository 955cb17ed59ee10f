import { obstacleToReplacing, replacementsOf, type Replacing, type ReplacingObstacle } from "../engine/generation/replacements.ts";
import { buildKnowledge, type Knowledge } from "../engine/knowledge/knowledge.ts";
import { isChoice, type ChoiceQuestion, type Question } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findIncidentById, listSources } from "../storage/incident-reading.ts";
import { listIncidentKnowledge, listKnowledge } from "../storage/knowledge-reading.ts";
import { findNewestQuestionVersion } from "../storage/question-bank.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import type { Vocabulary } from "./keeping-facts.ts";
import { editQuestion, LONGEST_WHY, type EditedQuestion } from "./writing.ts";

export type Replacement = Replacing;
/** The id of a wrong option, and of the entity or figure that takes its place; `version` is the number of the version that the trainer had before them. */
export interface ChosenReplacement { option: string; candidate: string; version: number }

/** What can stand in the place of each wrong option, or why nothing can be proven there. */
export interface Replacements { of: Map<string, Replacement[]>; obstacle: ReplacingObstacle | undefined }

/** What can stand in the place of these wrong options of the newest version. */
export async function replacementsFor(db: Db, question: Pick<QuestionRow, "id">, optionIds: readonly string[], vocabulary: Vocabulary): Promise<Replacements> {
  const newest = await findNewestQuestionVersion(db, question.id);
  const body = newest && (JSON.parse(newest.body) as Question);
  if (!body || body.facts.length === 0 || !isChoice(body)) return { of: new Map(), obstacle: body && !isChoice(body) ? "lines" : "by-hand" };
  const knowledge = await knowledgeFor(db, body, vocabulary);
  return { of: replacementsOf(knowledge, body, optionIds), obstacle: obstacleToReplacing(knowledge, body) };
}

/** Saves a version of the question with a proven option in the place of one that nobody picks. Quizzes take it when they are published again. Says its number. @throws Refused where it is not proven any more, or somebody was faster */
export async function replaceOption(db: Db, trainer: Pick<Person, "id">, question: QuestionRow, { option, candidate, version }: ChosenReplacement, vocabulary: Vocabulary, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const newest = await findNewestQuestionVersion(tx, question.id);
    if (!newest) throw new NotFound();
    if (newest.number !== version) throw new Refused("statistics.replacement.overtaken", "candidate", { number: newest.number });
    const body = JSON.parse(newest.body) as ChoiceQuestion;
    const isWrong = isChoice(body) && body.options.some(({ id, correct }) => id === option && !correct);
    const chosen = isWrong ? (await replacementsFor(tx, question, [option], vocabulary)).of.get(option)?.find(({ entity }) => entity === candidate) : undefined;
    if (!chosen) throw new Refused("statistics.replacement.vanished", "candidate");

    const why = `${body.options.find(({ id }) => id === option)!.text} → ${chosen.text} (${chosen.proof})`.slice(0, LONGEST_WHY);
    await editQuestion(tx, trainer, question, { ...(await writtenOf(tx, question, body, option, chosen)), version, why }, at);
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
async function writtenOf(tx: Db, { incident_id }: QuestionRow, body: ChoiceQuestion, replaced: string, chosen: Replacing): Promise<Omit<EditedQuestion, "version">> {
  const incident = incident_id === null ? undefined : await findIncidentById(tx, incident_id);
  const typed = body.evidence.find(({ fact }) => fact === undefined);
  const source = typed && incident && (await listSources(tx, incident.id)).find(({ url, title }) => url === typed.source.url && title === typed.source.title);
  const { kind, level, topic, stem, explanation, facts } = body;
  return {
    kind, level, topic, stem, explanation, facts, incident: body.incident ?? "", quote: source ? typed.quote : "", source: source?.key ?? "", grounds: [...new Set([...(body.grounds ?? []), ...chosen.grounds])],
    options: withReplaced(body, replaced, chosen),
  };
}

/** Each option with the row that it had, so that it keeps its id. */
function withReplaced({ options }: ChoiceQuestion, replaced: string, { text, feedback, proof, place }: Replacing): EditedQuestion["options"] {
  const rows = options.map((option, index) => ({ row: index + 1, correct: option.correct, text: option.text, feedback: option.feedback }));
  const old = options.findIndex(({ id }) => id === replaced);
  return rows.toSpliced(old, 1).toSpliced(place ?? old, 0, { ...rows[old]!, text, feedback, proof } as (typeof rows)[number]);
}
