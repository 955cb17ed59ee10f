import { gradesOf, type RecallGrade } from "../engine/learning/grading.ts";
import { recallAt } from "../engine/learning/memory.ts";
import { remember, type Habits, type Trace } from "../engine/learning/scheduling.ts";
import type { Confidence } from "../engine/questions/confidence.ts";
import { chanceOf } from "../engine/questions/chance.ts";
import type { Question } from "../engine/questions/question.ts";
import { lockHabits } from "../storage/habits.ts";
import { changedMemories, listAskedFacts, newRecollections, type AskedFact } from "../storage/memories.ts";
import type { MemoryRow } from "../storage/review-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { writeTogether, type Writing } from "../storage/writing-together.ts";

/** An answer that was stored just now: the version of the question, whose body `question` is, and its score from 0 to 1. */
export interface StoredAnswer { questionId: number; versionId: number; question: Question; score: number; confidence?: Confidence | null }

/**
 * Brings what a person remembers up to date after an answer, in the transaction that stores it: whoever makes sure that the answer is stored once has it counted once.
 * `refreshed` is a further fact that the question stands in for, asked through another incident.
 */
export async function rememberAnswer(tx: Db, { id: person_id }: Pick<Person, "id">, answer: StoredAnswer, at: Date, refreshed?: AskedFact): Promise<void> {
  if (answer.question.facts.length === 0 && !refreshed) return;
  const habits = await lockHabits(tx, person_id);
  const asked = await listAskedFacts(tx, person_id, answer.versionId);
  await writeTogether(tx, memoriesAfter(person_id, answer, refreshed && !asked.some(({ fact_id }) => fact_id === refreshed.fact_id) ? [...asked, refreshed] : asked, habits, at));
}

/** What an answer changes, where the facts, what is remembered of them and how this person forgets have been read, and the person is held. */
export function memoriesAfter(person_id: number, answer: StoredAnswer, facts: readonly AskedFact[], habits: Habits, at: Date): Writing[] {
  if (facts.length === 0) return [];

  const traces = facts.map(traceOf);
  const expected = traces.map((trace) => (trace ? recallAt(trace, at) : null));
  const grades = gradesOf(expected.map((recall) => recall ?? 0), answer.score, answer.confidence);
  const changed = facts.flatMap(({ fact_id }, place) => { const grade = grades[place]; return grade ? [{ fact_id, grade, expected: expected[place]!, trace: traces[place] }] : []; });
  const chance = chanceOf(answer.question);
  return [
    ...changedMemories(changed.map(({ fact_id, grade, trace }) => rowOf(person_id, fact_id, answer.questionId, trace, grade, at, habits))),
    ...newRecollections(changed.map(({ fact_id, grade, expected: recall }) => ({ person_id, fact_id, question_id: answer.questionId, grade, chance, expected: recall, at: at.toISOString() }))),
  ];
}

function rowOf(person_id: number, fact_id: number, last_question_id: number, before: Trace | undefined, grade: RecallGrade, at: Date, habits: Habits): MemoryRow {
  const { stability, difficulty, decay, dueAt, lastAt, reps, lapses } = remember(before, grade, at, habits);
  return { person_id, fact_id, last_question_id, stability, difficulty, decay, due_at: dueAt, last_at: lastAt, reps, lapses };
}

function traceOf(fact: AskedFact): Trace | undefined {
  if (fact.stability === null) return undefined;
  const { stability, difficulty, decay, due_at, last_at, reps, lapses } = fact as MemoryRow;
  return { stability, difficulty, decay, dueAt: due_at, lastAt: last_at, reps, lapses };
}
