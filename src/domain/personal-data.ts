import { verdictOf, type Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { answerGiven } from "../engine/questions/reviewed.ts";
import { isTold } from "../engine/questions/telling.ts";
import { groupBy } from "../lib/groups.ts";
import { inPages, jsonPieces } from "../lib/json-writing.ts";
import { dayIn, isTimeZone } from "../lib/zones.ts";
import { SEEN } from "../storage/audit-details.ts";
import { listDueFor } from "../storage/duties.ts";
import { listGroupsOf } from "../storage/groups.ts";
import { findPerson } from "../storage/people.ts";
import type { Member } from "../storage/visitors.ts";
import { listOwnAnswers, listOwnAttempts, listOwnEvents, listOwnTries, type OwnAnswer, type OwnAttempt } from "../storage/personal-data.ts";
import type { AuditEvent, Db } from "../storage/tables.ts";
import { listTeams, withAbove } from "../storage/teams.ts";
import { listTraceRows, TRACES } from "../storage/traces.ts";
import { bookClosingStored, listClosedBooks, type ClosedBook } from "./closed-books.ts";
import type { PersonalData } from "./personal-data-schema.ts";
import { accountOf } from "./signing-in.ts";

const PORTION = 100;

/** Everything that is stored about somebody, as JSON in pieces: what waits to be sent is never more than a portion. No key of a question is in it. */
export async function* personalData(db: Db, person: Member, at: Date): AsyncGenerator<string> {
  const teams = withAbove(await listTeams(db), person.team_id).map(({ name }) => name);
  const { public_id: id, name, email, roles, created_at, deactivated_at, extra_percent, language, external_id, department, site, job_title, start_date } = person;
  const line_manager = person.line_manager_id === null ? null : ((await findPerson(db, person.line_manager_id))?.name ?? null);
  const groups = (await listGroupsOf(db, person)).map((group) => group.name);
  const profile: PersonalData["profile"] = { id, name, email, teams, roles, has_password: person.password_hash !== null, extra_percent, language, created_at, deactivated_at, external_id, department, site, job_title, start_date, line_manager, groups };
  yield* jsonPieces({
    format: "debrief-personal-data", version: 1, made_at: at.toISOString(), profile,
    assignments: (await listDueFor(db, person, dayIn(isTimeZone(person.time_zone ?? "") ? person.time_zone! : "UTC", at), at)).map(({ quiz, due_on, required }) => ({ quiz: quiz.slug, title: quiz.title, due_on, required: required === 1 })),
    failed_sign_ins: (await listOwnTries(db, accountOf(email))).map(({ address, times }) => ({ network: address, times: JSON.parse(times) as string[] })),
    attempts: attemptsOf(db, person),
    audit_events: eventsOf(db, person),
    records: recordsOf(db, person),
  });
}

async function* attemptsOf(db: Db, person: Member): AsyncGenerator<PersonalData["attempts"][number]> {
  const books = await listClosedBooks(db, person);
  yield* inPages(PORTION, async (limit, offset) => {
    const attempts = await listOwnAttempts(db, person, limit, offset);
    const answers = groupBy(await listOwnAnswers(db, person, attempts.map(({ id }) => id)), ({ attempt_id }) => String(attempt_id));
    return attempts.map((attempt) => attemptInWords(attempt, answers.get(String(attempt.id)) ?? [], books));
  });
}

function attemptInWords(attempt: OwnAttempt, answers: readonly OwnAnswer[], books: readonly ClosedBook[]): PersonalData["attempts"][number] {
  const { public_id: id, slug: quiz, title, number, started_at, deadline_at, added_minutes, finished_at, score, of, language } = attempt;
  const told = answers.map((answer) => answerTold(answer, isTold(attempt) && !bookClosingStored(books, answer)));
  return { id, quiz, title, number, practice: attempt.practice_of !== null, started_at, deadline_at, added_minutes, finished_at, score, of, language, answers_removed_at: attempt.answers_gone_at ?? null, answers: told };
}

/** While the feedback waits for the end of the attempt, or of another one that asks the same with the book closed, a download does not tell it either. */
function answerTold({ position, question, stem, body, chosen, score, confidence, shown_at, answered_at, doubted }: OwnAnswer, isItTold: boolean): PersonalData["attempts"][number]["answers"][number] {
  const words = answerGiven(JSON.parse(body) as Question, [], JSON.parse(chosen) as Chosen).map(({ text }) => text);
  return { position, question, stem, chosen: words, verdict: isItTold ? verdictOf(score) : null, score: isItTold ? score : null, confidence, shown_at, answered_at, withdrawn: doubted !== null };
}

async function* eventsOf(db: Db, person: Member): AsyncGenerator<PersonalData["audit_events"][number]> {
  const byWhom = ({ actor_id }: AuditEvent) => (actor_id === null ? "the program" : actor_id === person.id ? "you" : "somebody else");
  for await (const event of inPages(PORTION, (limit, offset) => listOwnEvents(db, person, limit, offset))) {
    yield { at: event.at, by: byWhom(event), deed: event.deed, subject: event.subject, detail: detailFor(event, person) };
  }
}

/** From where somebody else looked, and at whom besides, is not this person's. */
function detailFor({ actor_id, deed, detail }: AuditEvent, person: Member): unknown {
  return deed === SEEN && actor_id !== person.id ? {} : (JSON.parse(detail) as unknown);
}

async function* recordsOf(db: Db, person: Member): AsyncGenerator<PersonalData["records"][number]> {
  for (const trace of TRACES.filter(({ shown }) => shown.length > 0)) {
    for await (const row of inPages(PORTION, (limit, offset) => listTraceRows(db, trace, person.id, limit, offset))) yield { table: trace.table, column: trace.column, row };
  }
}
