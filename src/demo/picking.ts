import { findLintContext } from "../domain/lint-context.ts";
import { canStandTogether, decisionsLast, forPool } from "../engine/generation/papers.ts";
import { isBlocking } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import type { Question } from "../engine/questions/question.ts";
import { randomFrom, shuffled } from "../lib/random.ts";
import { findIncidentIds } from "../storage/knowledge.ts";
import { listNewestVersionsAcross, listNewestVersionsOf } from "../storage/question-bank.ts";
import type { Db } from "../storage/tables.ts";
import type { DemoQuiz } from "./quizzes.ts";

type PoolQuestion = ReturnType<typeof forPool<Question>>;
interface Candidate { id: number; question: PoolQuestion }

/** As a careful trainer would: nothing that the linter blocks, what to decide first, then mechanism before recall, hardly any true/false, no two that give each other away where all are asked, decisions last. */
export async function findQuestionsFor(db: Db, wish: DemoQuiz): Promise<number[]> {
  const ids = await findIncidentIds(db);
  const versions = wish.incidents.length > 0 ? await listNewestVersionsOf(db, wish.incidents.map((slug) => ids.get(slug)!)) : await listNewestVersionsAcross(db);
  const questions = versions.map(({ question_id, body }) => ({ id: question_id, question: JSON.parse(body) as Question }));
  const context = await findLintContext(db, questions.map(({ question }) => question));
  const sound = questions.filter(({ question }) => !lint(question, context).some(isBlocking));
  const candidates = sound.map(({ id, question }): Candidate => ({ id, question: forPool(question) }));
  const ranked = shuffled(candidates, randomFrom(wish.title)).sort((a, b) => rankOf(a.question) - rankOf(b.question));
  const chosen: Candidate[] = [];
  for (const candidate of ranked) {
    const isApart = wish.drawCount !== null || chosen.every(({ question }) => canStandTogether(question, candidate.question));
    if (chosen.length < wish.pool && isApart && hasRoom(chosen, candidate, wish.pool)) chosen.push(candidate);
  }
  const places = new Map(chosen.map(({ id, question }) => [question, id]));
  return decisionsLast([...places.keys()]).map((question) => places.get(question)!);
}

function rankOf({ level, kind }: PoolQuestion): number {
  return (level === "decide" ? 0 : level === "mechanism" ? 1 : 1.5) + (kind === "true_false" ? 2 : 0);
}

/** Two fifths may be decisions, so that the incident itself is asked about too. */
function hasRoom(chosen: readonly Candidate[], { question }: Candidate, pool: number): boolean {
  return question.level !== "decide" || chosen.filter((other) => other.question.level === "decide").length < Math.ceil(pool * 0.4);
}
