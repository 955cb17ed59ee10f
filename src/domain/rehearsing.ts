import type { Confidence } from "../engine/questions/confidence.ts";
import { layOut } from "../engine/questions/layout.ts";
import { deadlineOf, isOver, isTooLate } from "../engine/questions/limits.ts";
import { complaintAbout, mark, type Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { listQuestionDifficulties } from "../storage/question-difficulties.ts";
import { listDraftQuestions, type DraftQuestion } from "../storage/quiz-drafts.ts";
import { deleteRehearsal, findLockedRehearsal, findRehearsal, insertRehearsal, listVersionBodies, updateRehearsal, type Rehearsal, type RehearsalLine, type RehearsalTerms, type RehearsedQuestion } from "../storage/rehearsals.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { nextAfter, openPoolOf } from "./adapting.ts";
import { NotFound, Refused } from "./errors.ts";
import { samplePaper } from "./sample-papers.ts";

/** Who tries a quiz out; `language` is the one that they read now. */
type Trainer = Pick<Person, "id"> & Partial<Pick<Person, "language">>;
type QuizRef = Pick<Quiz, "id">;

/**
 * Begins to take the draft as a learner would who has met none of its questions, in place of what this trainer tried of it before. It is no attempt: it counts for nothing and stands in no statistics.
 * @throws Refused where the draft has nothing to ask
 */
export async function startRehearsal(db: Db, trainer: Trainer, quiz: Quiz, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const asked = (await listDraftQuestions(tx, quiz.id)).filter(({ state, withdrawn }) => state !== "retired" && withdrawn === null);
    if (asked.length === 0) throw new Refused("rehearsal.nothing", "form");
    const terms = termsOf(quiz, trainer);
    const started = { person_id: trainer.id, quiz_id: quiz.id, public_id: newPublicId(), started_at: at.toISOString(), deadline_at: deadlineOf(at, quiz, 0), finished_at: null };
    const pool = quiz.adaptive === 1 ? await ratedPool(tx, asked) : asked.map(({ version_id }) => ({ version: version_id }));
    const paper = quiz.adaptive === 1 ? await firstOf(tx, terms, pool) : samplePaper(quiz, asked, terms.seed).map(({ version_id, body }) => lineOf(version_id, body, terms));
    await insertRehearsal(tx, { ...started, terms, pool, lines: paper });
  });
}

function termsOf({ title, pass_percent, feedback, asks_confidence, adaptive, adaptive_most, shuffles_options, limit_minutes }: Quiz, { language = null }: Trainer): RehearsalTerms {
  return { title, pass_percent, feedback, asks_confidence, adaptive, adaptive_most, shuffles_options, limit_minutes, seed: newPublicId(), language };
}

async function ratedPool(tx: Db, asked: readonly DraftQuestion[]): Promise<RehearsedQuestion[]> {
  const known = new Map((await listQuestionDifficulties(tx, asked.map(({ id }) => id))).map((row) => [row.question_id, row]));
  return openPoolOf(asked.map(({ id, version_id, body }) => ({ question_id: id, version_id, body })), known).map(({ logits }, place) => ({ version: asked[place]!.version_id, logits }));
}

async function firstOf(tx: Db, terms: RehearsalTerms, pool: readonly RehearsedQuestion[]): Promise<RehearsalLine[]> {
  const next = await nextLine(tx, { terms, pool, lines: [] });
  return next ? [next] : [];
}

function lineOf(version: number, body: string, { seed, shuffles_options }: RehearsalTerms): RehearsalLine {
  return { version, layout: layOut(JSON.parse(body) as Question, seed, { shuffles: shuffles_options === 1 }), chosen: null, score: null, confidence: null, missed: false };
}

/** Marks and keeps an answer as that of a learner would be; `kept`: the question has one already, `over`: the time is up. @throws Refused like `answerQuestion` */
export function answerRehearsal(db: Db, trainer: Trainer, quiz: QuizRef, position: number, { chosen, confidence }: { chosen: Chosen; confidence: Confidence | null }, at: Date): Promise<"stored" | "kept" | "over"> {
  return db.transaction(async (tx) => {
    const held = await findLockedRehearsal(tx, { person_id: trainer.id, quiz_id: quiz.id });
    const line = held?.lines[position - 1];
    if (!held || !line) throw new NotFound();
    if (line.chosen !== null) return "kept";
    if (isTooLate(held, at)) { await settle(tx, held, at); return "over"; }
    const open = held.lines.findIndex((other) => other.chosen === null) + 1;
    if (open < position) throw new Refused("attempts.in-order", "chosen", { position: open });

    const question = JSON.parse((await listVersionBodies(tx, [line.version])).get(line.version)!.body) as Question;
    const complaint = complaintAbout(question, chosen);
    if (complaint) throw new Refused(complaint.key, "chosen", complaint.values);
    Object.assign(line, { chosen: [...chosen], score: mark(question, chosen), missed: false, confidence: held.terms.asks_confidence === 1 ? confidence : null });
    await settle(tx, held, at);
    return "stored";
  });
}

/** Puts the next question on the paper where it adapts, and finishes the rehearsal where nothing is left to answer or the time is up. */
async function settle(tx: Db, held: Rehearsal, at: Date): Promise<void> {
  const isEnd = isOver(held, at);
  const isFull = held.lines.every(({ chosen, missed }) => chosen !== null || missed);
  const next = held.terms.adaptive === 1 && held.finished_at === null && isFull && !isEnd ? await nextLine(tx, held) : undefined;
  const lines = [...held.lines, ...(next ? [next] : [])].map((line) => (isEnd && line.chosen === null ? { ...line, missed: true } : line));
  const finished_at = isFull && !next ? at.toISOString() : isEnd ? held.deadline_at : null;
  await updateRehearsal(tx, held.id, { lines, finished_at: held.finished_at ?? finished_at });
}

async function nextLine(tx: Db, { terms, pool, lines }: { terms: RehearsalTerms; pool: readonly RehearsedQuestion[]; lines: readonly RehearsalLine[] }): Promise<RehearsalLine | undefined> {
  const bodies = await listVersionBodies(tx, pool.map(({ version }) => version));
  const rated = pool.map(({ version, logits = 0 }) => ({ version, logits, body: bodies.get(version)!.body }));
  const answered = lines.map(({ version, score }) => ({ version, score: score ?? 0 }));
  const next = nextAfter(rated, answered, { seed: terms.seed, most: terms.adaptive_most });
  return next && lineOf(next.version, next.body, terms);
}

/** The rehearsal of this trainer as it is at this time: finished once an answer would come too late, or where they look at its result when its time is over. */
export function settleRehearsal(db: Db, trainer: Trainer, quiz: QuizRef, at: Date, hasEnded: typeof isOver = isTooLate): Promise<Rehearsal | undefined> {
  return db.transaction(async (tx) => {
    const whose = { person_id: trainer.id, quiz_id: quiz.id };
    const held = await findLockedRehearsal(tx, whose);
    if (!held || held.finished_at !== null || !hasEnded(held, at)) return held;
    await settle(tx, held, at);
    return findRehearsal(tx, whose);
  });
}

export async function endRehearsal(db: Db, trainer: Trainer, quiz: QuizRef): Promise<void> {
  await deleteRehearsal(db, { person_id: trainer.id, quiz_id: quiz.id });
}
