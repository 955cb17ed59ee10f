import { byUrgency, chooseReviews, MOST_A_DAY, type DueFact, type Refresher } from "../engine/learning/choosing.ts";
import { LONGEST_WAIT } from "../engine/learning/scheduling.ts";
import { forPool } from "../engine/generation/papers.ts";
import { secretsOf } from "../engine/questions/secrets.ts";
import type { Question } from "../engine/questions/question.ts";
import { DAY, later } from "../lib/clock.ts";
import { dayIn } from "../lib/zones.ts";
import { listDueFor, type Duty } from "../storage/duties.ts";
import { listDueFacts, listEntityTypes, listOpenBodies, listQuestionsAsking, listQuestionsLike, type OpenQuestion, type Reader, type RememberedFact } from "../storage/review-questions.ts";
import type { Db } from "../storage/tables.ts";

/** Of those that are longest due, so many that are the first to be forgotten. */
const WEIGHED = 12;

/** A question that is to refresh a fact today. */
export interface PlannedReview extends Refresher { versionId: number; body: string }

/** Which questions would refresh what is due on this person's day: at most three, fewer where some were drawn before, and only what learners can meet in published quizzes. `duties`: what is due for them, where that was read already. Writes nothing. */
export async function planReviews(db: Db, personId: number, zone: string, drawn: number, at: Date, duties?: readonly Duty[]): Promise<PlannedReview[]> {
  const most = MOST_A_DAY - drawn;
  if (most <= 0) return [];
  const today = dayIn(zone, at);
  const beyond = later(at, (LONGEST_WAIT + 2) * DAY).toISOString();
  const listed = await listDueFacts(db, personId, { until: later(at, DAY).toISOString(), beyond });
  const due = listed.filter(({ due_at }) => due_at > beyond || dayIn(zone, new Date(due_at)) <= today);
  if (due.length === 0) return [];

  const facts = byUrgency(due.map(dueFactOf), at).slice(0, WEIGHED);
  const remembered = facts.map(({ factId }) => due.find(({ fact_id }) => fact_id === factId)!);
  const open = (await listOpenBodies(db, personId)).map((body) => JSON.parse(body) as Question);
  const isOpenFact = new Set(open.flatMap((question) => question.facts));
  const askable = remembered.filter(({ key }) => !isOpenFact.has(key));
  /* What somebody has still to take keeps its questions until then. */
  const reader = { personId, toCome: (duties ?? (await listDueFor(db, { id: personId }, today, at))).map(({ quiz }) => quiz.version_id) };
  const refreshers = [...(await own(db, reader, askable)), ...(await elsewhere(db, reader, askable))];
  return chooseReviews(facts.filter(({ factId }) => askable.some(({ fact_id }) => fact_id === factId)), refreshers, open.map(secretsOf), most);
}

function dueFactOf(row: RememberedFact): DueFact {
  const { fact_id: factId, stability, decay, last_at: lastAt, last_question_id: lastQuestionId } = row;
  return { factId, stability, decay, lastAt, lastQuestionId, lastForm: formOf(JSON.parse(row.last_body) as Question), isMechanism: isMechanism(row), lastWasElsewhere: row.last_incident_id !== row.incident_id };
}

/** A fact is one of a mechanism where it was asked as how something worked or what to do. */
function isMechanism({ last_level }: RememberedFact): boolean {
  return last_level !== "recall";
}

function formOf({ kind, asks }: Question): string {
  return `${kind} ${asks ?? ""}`;
}

async function own(db: Db, reader: Reader, facts: readonly RememberedFact[]): Promise<PlannedReview[]> {
  const questions = newestOnly(await listQuestionsAsking(db, reader, facts.map(({ fact_id }) => fact_id)));
  return questions.map((question) => plannedFrom(question, question.fact_id, false));
}

async function elsewhere(db: Db, reader: Reader, facts: readonly RememberedFact[]): Promise<PlannedReview[]> {
  const mechanisms = facts.filter(isMechanism);
  if (mechanisms.length === 0) return [];
  const like = newestOnly(await listQuestionsLike(db, reader, mechanisms.map(({ last_topic }) => last_topic), mechanisms.map(({ relation }) => relation)));
  const types = await listEntityTypes(db, [...mechanisms, ...like].flatMap((each) => objectOf(each) ?? []));
  const typeOf = (each: { data: string }) => types.get(objectOf(each) ?? "");
  return mechanisms.flatMap((fact) => like.filter((question) => isLike(fact, question) && (question.level === "decide" || typeOf(question) === typeOf(fact))).map((question) => plannedFrom(question, fact.fact_id, true)));
}

/** Another incident with the same mechanism: a decision on the same topic, or the same relation. */
function isLike(fact: RememberedFact, question: OpenQuestion): boolean {
  const isAnother = question.incident_id !== null && question.incident_id !== fact.incident_id;
  return isAnother && (question.level === "decide" ? question.topic === fact.last_topic : question.relation === fact.relation);
}

function objectOf({ data }: { data: string }): string | undefined {
  const { object } = JSON.parse(data) as { object?: unknown };
  return typeof object === "string" ? object : undefined;
}

function plannedFrom({ question_id: questionId, version_id: versionId, body }: OpenQuestion, factId: number, isElsewhere: boolean): PlannedReview {
  const question = JSON.parse(body) as Question;
  return { factId, questionId, versionId, body, isElsewhere, form: formOf(question), facts: question.facts.length, question: forPool(question) };
}

/** A question that stands in several quizzes in several versions counts in its newest; they come newest first. */
function newestOnly(questions: readonly OpenQuestion[]): OpenQuestion[] {
  const newest = new Map<number, number>();
  for (const { question_id, version_id } of questions) if (!newest.has(question_id)) newest.set(question_id, version_id);
  return questions.filter(({ question_id, version_id }) => newest.get(question_id) === version_id);
}
