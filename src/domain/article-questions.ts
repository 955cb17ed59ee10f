import { generate } from "../engine/generation/generate.ts";
import { assemblePaper, forPool } from "../engine/generation/papers.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import type { Question } from "../engine/questions/question.ts";
import { groupBy } from "../lib/groups.ts";
import { randomFrom, shuffled } from "../lib/random.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listMadeFactKeysOf } from "../storage/candidates.ts";
import { findIncidentById } from "../storage/incident-reading.ts";
import { listIncidentKnowledge } from "../storage/knowledge-reading.ts";
import { findQuestionByOrigin, listNewestByOrigins } from "../storage/question-bank.ts";
import { listDoubtedKeys } from "../storage/standings.ts";
import type { Article, Db, Person, QuestionRow, Quiz } from "../storage/tables.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { Refused } from "./errors.ts";
import { keepQuestion } from "./generating.ts";
import type { Vocabulary } from "./keeping-facts.ts";

type ArticleRef = Pick<Article, "id" | "public_id" | "publisher" | "title" | "incident_id">;

/**
 * The questions that the accepted facts of an article give, with wrong options from all that is known of incidents. Nothing is stored.
 * A question goes by the fact that it begins with, so those that begin with a fact of the content are the content's.
 */
export async function questionsOfArticle(db: Db, article: Pick<Article, "id">, { relations }: Vocabulary): Promise<Question[]> {
  const keys = new Set(await listMadeFactKeysOf(db, article.id));
  if (keys.size === 0) return [];
  const knowledge = buildKnowledge({ ...(await listIncidentKnowledge(db)), relations });
  const facts = knowledge.facts.filter(({ id }) => keys.has(id));
  return generate({ ...knowledge, facts }).filter(({ id }) => keys.has(id.split(".")[0]!));
}

/** A question that an article gives, as it stands in the bank where a trainer has edited it. */
export interface Offered { question: Question; isEdited: boolean }

/** What the facts give, without what was retired and without what a trainer has edited while it rested on a fact that is in doubt now. */
export async function offersOfArticle(db: Db, article: Pick<Article, "id">, vocabulary: Vocabulary): Promise<Offered[]> {
  const questions = await questionsOfArticle(db, article, vocabulary);
  const kept = new Map((await listNewestByOrigins(db, questions.map(({ id }) => id))).map((row) => [row.origin_key, row]));
  const doubted = await listDoubtedKeys(db);
  return questions.filter(({ id }) => kept.get(id)?.state !== "retired").map((question) => {
    const row = kept.get(question.id);
    return row && row.editor_id !== null ? { question: JSON.parse(row.body) as Question, isEdited: true } : { question, isEdited: false };
  }).filter(({ question: { facts, grounds = [] } }) => ![...facts, ...grounds].some((key) => doubted.has(key)));
}

const SUGGESTED = 5;

/** Five to begin with, in the order in which they would be asked: about this incident alone, one for each fact, no two give each other away, levels and topics are mixed, and of statements one that is true and one that is false. */
export function suggestedOf(offers: readonly Offered[], seed: string): string[] {
  const mixed = shuffled(offers.map(({ question }) => question).filter(({ incident }) => incident !== undefined), randomFrom(`${seed} suggested`));
  const rank = (question: Question) => Number(question.kind === "true_false");
  const fewer = oneOfEach([...mixed].sort((a, b) => rank(a) - rank(b)), (question) => question.facts[0] ?? question.id);
  const balanced = oneOfEach(fewer, (question) => (question.kind === "true_false" ? String(question.options[0]?.correct) : question.id));
  return assemblePaper(balanced.map(forPool), { count: SUGGESTED, seen: new Set(), seed }).map(({ id }) => id);
}

/** The first of each kind. */
function oneOfEach(questions: readonly Question[], kindOf: (question: Question) => string): Question[] {
  return [...groupBy(questions, kindOf).values()].map(([first]) => first!);
}

/** Puts one question of an article into the bank, so that it can be edited or sent. One that is there already stays as it is. @throws Refused where the facts do not give it any more */
export function bankQuestionOf(db: Db, article: ArticleRef, key: string, vocabulary: Vocabulary, at: Date): Promise<QuestionRow> {
  return db.transaction(async (tx) => {
    const question = (await questionsOfArticle(tx, article, vocabulary)).find(({ id }) => id === key);
    if (!question) throw new Refused("offers.vanished", "questions");
    await keepQuestion(tx, question, article.incident_id, at);
    return (await findQuestionByOrigin(tx, key))!;
  });
}

/** The ids of the questions in the order in which they are asked. */
export interface ChosenQuestions { title: string; questions: readonly string[] }

/** Puts the chosen questions into the bank, in this order, and makes a draft of a quiz with them. @throws Refused where the facts do not give a question any more */
export function makeQuizOf(db: Db, trainer: Pick<Person, "id">, article: ArticleRef, chosen: ChosenQuestions, vocabulary: Vocabulary, at: Date): Promise<Quiz> {
  const { title, questions } = chosen;
  return db.transaction(async (tx) => {
    const made = new Map((await questionsOfArticle(tx, article, vocabulary)).map((question) => [question.id, question]));
    const incident = article.incident_id === null ? undefined : await findIncidentById(tx, article.incident_id);
    const ids: number[] = [];
    for (const key of questions) {
      const question = made.get(key);
      if (!question) throw new Refused("offers.vanished", "questions");
      await keepQuestion(tx, question, incident?.id ?? null, at);
      ids.push((await findQuestionByOrigin(tx, key))!.id);
    }
    const summary = `What ${article.publisher} reported: ${article.title}`.slice(0, 600);
    const quiz = await draftQuiz(tx, trainer, { title, summary, topic: made.get(questions[0] ?? "")?.topic ?? "", passPercent: 80, drawCount: null }, at);
    await addToQuiz(tx, trainer, quiz, ids, at);
    await insertAuditEvent(tx, trainer.id, "article.quiz-made", article.public_id, { quiz: quiz.slug, questions: ids.length }, at);
    return quiz;
  });
}
