import { isTyped, type Question } from "../engine/questions/question.ts";
import { groupBy } from "../lib/groups.ts";
import { newPublicId } from "../lib/ids.ts";
import { deleteReportsInReviews, listAttemptsLocked, listGivenAnswers, updateGivenAnswer, updateOwner, updateReportsOf, updateSeen } from "../storage/anonymising.ts";
import { updateSpoilt } from "../storage/tallies.ts";
import { insertErasure } from "../storage/erasures.ts";
import { insertPerson } from "../storage/people.ts";
import { freeToldResults } from "../storage/told-results.ts";
import type { Employment } from "../storage/people-tables.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";

/**
 * Takes a person's attempts away from them and keeps them for statistics. Each quiz gets somebody new who is nobody, so that not even the choice of quizzes tells whose they were;
 * addresses change, and the time of day goes while how long everything took stays. No deadline and no language stays: they would tell of extra time, and of who it was. Says how many there were.
 */
export async function anonymiseAttempts(tx: Db, person: Pick<Person, "id">): Promise<number> {
  const attempts = await listAttemptsLocked(tx, person.id);
  const given: Gift[] = [];
  for (const [, sat] of groupBy(attempts, ({ quiz_id }) => String(quiz_id))) {
    const nobody = await insertNobody(tx);
    given.push(...sat.map((attempt) => ({ attempt, nobody: nobody.id })));
  }
  await giveAway(tx, given);
  await deleteReportsInReviews(tx, person.id);
  return attempts.length;
}

/** An attempt, and the nobody whose it is going to be. */
export interface Gift { attempt: Attempt; nobody: number }

/** Attempts become somebody's who is nobody, with their reports. */
export async function giveAway(tx: Db, gifts: readonly Gift[]): Promise<void> {
  for (const { attempt: { id, ...attempt }, nobody } of gifts) {
    await updateReportsOf(tx, id, nobody);
    await updateOwner(tx, id, { person_id: nobody, ...withoutTraces(attempt) });
  }
  await freeToldResults(tx, [...new Set(gifts.map(({ attempt }) => attempt.person_id))]);
  await anonymiseAnswers(tx, new Map(gifts.map(({ attempt: { id, started_at } }) => [id, sinceMidnight(started_at)])));
}

/** What of an attempt does not tell whose it was, in place of what does. */
export function withoutTraces({ started_at, finished_at }: Pick<Attempt, "started_at" | "finished_at">): Pick<Attempt, "public_id" | "started_at" | "finished_at" | "deadline_at" | "added_minutes" | "language"> {
  const shift = sinceMidnight(started_at);
  return { public_id: newPublicId(), started_at: earlier(started_at, shift), finished_at: finished_at && earlier(finished_at, shift), deadline_at: null, added_minutes: 0, language: null };
}

const UNEMPLOYED: Employment = { external_id: null, department: "", site: "", job_title: "", start_date: null, line_manager_id: null };

/** What the row of somebody says who is nobody. Nobody can sign in with it: no address reaches it and it has no password. */
export function emptied(at: string): Pick<Person, "name" | "email" | "password_hash" | "team_id" | "created_at" | "deactivated_at" | "extra_percent" | "language" | keyof Employment> {
  return { ...UNEMPLOYED, name: "Erased person", email: `${newPublicId().toLowerCase()}@erased.invalid`, password_hash: null, team_id: null, created_at: at, deactivated_at: at, extra_percent: 0, language: null };
}

/** The same moment for all of them: it must not tell whose erasing they came from. */
const LONG_AGO = "1970-01-01T00:00:00.000Z";

export async function insertNobody(tx: Db): Promise<Person> {
  const nobody = await insertPerson(tx, { public_id: newPublicId(), ...emptied(LONG_AGO) });
  await insertErasure(tx, { person_id: nobody.id, at: null });
  return nobody;
}

/** What was typed can be anything, so only what is right stays of it: that is in the question anyway. Statistics forget it too. `since`: by how much the times of each attempt go back. */
export async function anonymiseAnswers(tx: Db, since: ReadonlyMap<number, number>): Promise<void> {
  const given = await listGivenAnswers(tx, [...since.keys()]);
  await updateSeen(tx, [...since.keys()], given.flatMap(({ paper_item_id: id, attempt_id, shown_at }) => (shown_at === null ? [] : [{ id, shown_at: earlier(shown_at, since.get(attempt_id)!) }])));
  const worded = new Set<number>();
  for (const { id, attempt_id, chosen, score, answered_at, body } of given) {
    const isOwnWords = score < 1 && isTyped(JSON.parse(body) as Question);
    if (isOwnWords) worded.add(attempt_id);
    await updateGivenAnswer(tx, id, { chosen: isOwnWords ? "[]" : chosen, answered_at: earlier(answered_at, since.get(attempt_id)!) });
  }
  await updateSpoilt(tx, [...worded]);
}

export function sinceMidnight(time: string): number {
  return Date.parse(time) - Date.parse(time.slice(0, 10));
}

function earlier(time: string, by: number): string {
  return new Date(Date.parse(time) - by).toISOString();
}
