import { questionSchema, type ChoiceQuestion } from "../../src/engine/questions/question.ts";
import { hashPassword } from "../../src/domain/passwords.ts";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { insertPerson, updateRoles } from "../../src/storage/people.ts";
import { updateReminders } from "../../src/storage/reminders.ts";
import { indexWords, placeQuestions } from "../../src/storage/bank-index.ts";
import type { Db, New, Person, QuestionRow, QuestionVersion, Quiz, QuizVersion, Role, Team } from "../../src/storage/tables.ts";
import { insertTeam } from "../../src/storage/teams.ts";
import { nextNumber } from "./numbers.ts";

/** Everybody's password in the tests. */
export const PASSWORD = "correct horse battery staple";
const MADE_AT = "2026-01-01T08:00:00.000Z";

let hash: Promise<string> | undefined;

/** A person who signs in with PASSWORD. */
export async function makePerson(db: Db, { roles = [], time_zone, ...given }: Partial<New<Person>> & { roles?: Role[]; time_zone?: string } = {}): Promise<Person> {
  const number = nextNumber();
  hash ??= hashPassword(PASSWORD);
  const person = await insertPerson(db, {
    public_id: newPublicId(), email: `person${number}@example.test`, name: `Person ${number}`, password_hash: await hash,
    team_id: null, created_at: MADE_AT, deactivated_at: null, ...given,
  });
  await updateRoles(db, person.id, roles);
  if (time_zone) await updateReminders(db, person.id, { time_zone });
  await refreshDuties(db, { people: [person.id] }, new Date(MADE_AT));
  return person;
}

export function makeTeam(db: Db, given: Partial<New<Team>> = {}): Promise<Team> {
  return insertTeam(db, { public_id: newPublicId(), name: `Team ${nextNumber()}`, parent_id: null, manager_id: null, ...given });
}

export interface MadeQuestion { row: QuestionRow; version: QuestionVersion; body: ChoiceQuestion }

/** A published single-choice question; option "a" is right. */
export async function makeQuestion(db: Db, { row: rowGiven, ...given }: Partial<ChoiceQuestion> & { row?: Partial<New<QuestionRow>> } = {}): Promise<MadeQuestion> {
  const public_id = newPublicId();
  const body = questionSchema.parse({ ...choiceQuestion(nextNumber()), id: public_id, ...given }) as ChoiceQuestion;
  const [row] = await db("questions").insert({
    public_id, origin_key: null, incident_id: null, topic: body.topic, kind: body.kind, level: body.level, state: "published", author_id: null, created_at: MADE_AT, ...rowGiven,
  }).returning("*");
  const [version] = await db("question_versions").insert({ question_id: row!.id, number: 1, stem: body.stem, body: JSON.stringify(body), author_id: null, created_at: MADE_AT }).returning("*");
  await placeQuestions(db, [version!], { isNew: true });
  await indexWords(db, [row!.id]);
  return { row: row!, version: version!, body };
}

function choiceQuestion(number: number): Omit<ChoiceQuestion, "id"> {
  const option = (id: string, correct: boolean) => ({ id, text: `Option ${id} of question ${number}`, correct, feedback: `Why option ${id} of question ${number} is ${correct ? "right" : "wrong"}.` });
  return {
    schema: 1, kind: "single", level: "recall", difficulty: "medium", stem: `What is asked in question ${number}?`, explanation: `The explanation of question ${number}.`,
    facts: [], topic: "phishing", evidence: [], enemies: [], options: [option("a", true), option("b", false), option("c", false)],
  };
}

export interface MadeQuiz { quiz: Quiz; version: QuizVersion; questions: MadeQuestion[] }

/** A published quiz with that many new questions, or with those given. */
export async function makeQuiz(db: Db, { questions = 3, ...given }: Partial<New<Quiz>> & { questions?: number | MadeQuestion[] } = {}): Promise<MadeQuiz> {
  const number = nextNumber();
  const asked = typeof questions === "number" ? await makeQuestions(db, questions) : questions;
  const [quiz] = await db("quizzes").insert({
    slug: `quiz-${number}`, title: `Quiz ${number}`, summary: `The summary of quiz ${number}.`, topic: "phishing", draw_count: null, pass_percent: 80, state: "published", author_id: null, created_at: MADE_AT, ...given,
  }).returning("*");
  const { id: quiz_id, title, summary, draw_count, pass_percent, feedback, asks_confidence, certificate_months, closed_book, adaptive, adaptive_most, pool_filter, draw_rules, unseen_first, question_order, shuffles_options, most_attempts, limit_minutes, wait_hours } = quiz!;
  const [version] = await db("quiz_versions").insert({ quiz_id, number: 1, title, summary, draw_count, pass_percent, feedback, asks_confidence, certificate_months, closed_book, adaptive, adaptive_most, pool_filter, draw_rules, unseen_first, question_order, shuffles_options, most_attempts, limit_minutes, wait_hours, publisher_id: null, published_at: MADE_AT }).returning("*");
  for (const [index, { row, version: questionVersion }] of asked.entries()) {
    await db("quiz_questions").insert({ quiz_id, question_id: row.id, position: index + 1 });
    await db("quiz_version_questions").insert({ quiz_version_id: version!.id, question_version_id: questionVersion.id, position: index + 1 });
  }
  return { quiz: quiz!, version: version!, questions: asked };
}

async function makeQuestions(db: Db, count: number): Promise<MadeQuestion[]> {
  const asked: MadeQuestion[] = [];
  while (asked.length < count) asked.push(await makeQuestion(db));
  return asked;
}
