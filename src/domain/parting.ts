import { groupBy } from "../lib/groups.ts";
import { listFreeNobodies } from "../storage/erasures.ts";
import { listOldAnswers, listOldReportIds, listOldResults, updateReportsGone } from "../storage/old-records.ts";
import { deleteCertificatesOf, deletePapers, insertTwin, listPracticesOf, updateAnswersGone, updatePaperOwner } from "../storage/parting.ts";
import type { Attempt, Db } from "../storage/tables.ts";
import { anonymiseAnswers, giveAway, insertNobody, sinceMidnight, withoutTraces, type Gift } from "./anonymising.ts";

/**
 * What was answered before then parts from whose it was. Each result stays where it is, without paper and answers; these go on with a twin of the attempt that belongs to nobody and stands in the
 * statistics in its place, so that they come out the same also when they are counted anew. Practice counts in none, and is emptied. Says how many attempts there were.
 */
export async function partAnswers(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const attempts = await listOldAnswers(tx, before.toISOString(), limit);
  const since = new Map<number, number>();
  for (const { attempt, nobody } of await withNobodies(tx, attempts.filter(({ practice_of }) => practice_of === null))) {
    const { id, ...rest } = attempt;
    const twin = await insertTwin(tx, { ...rest, ...withoutTraces(attempt), person_id: nobody });
    await updatePaperOwner(tx, id, twin);
    since.set(twin, sinceMidnight(attempt.started_at));
  }
  await anonymiseAnswers(tx, since);
  await deletePapers(tx, attempts.filter(({ practice_of }) => practice_of !== null).map(({ id }) => id));
  await updateAnswersGone(tx, attempts.map(({ id }) => id), at.toISOString());
  return attempts.length;
}

/** Results from before then become nobody's, with their practice; certificates that ran out go. Says how many attempts there were. */
export async function partResults(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const old = await listOldResults(tx, before.toISOString(), limit, at.toISOString());
  const ids = new Set(old.map(({ id }) => id));
  const practices = (await listPracticesOf(tx, [...ids])).filter(({ id }) => !ids.has(id));
  const attempts = [...old, ...practices];
  await deleteCertificatesOf(tx, attempts.map(({ id }) => id));
  await giveAway(tx, await withNobodies(tx, attempts));
  return old.length;
}

/** What people wrote about questions goes; that a question was found wanting stays. */
export async function partReports(tx: Db, before: Date, limit: number): Promise<number> {
  const ids = await listOldReportIds(tx, before.toISOString(), limit);
  if (ids.length > 0) await updateReportsGone(tx, ids, (await insertNobody(tx)).id);
  return ids.length;
}

/** Nobody has two attempts of one number at a quiz. Those who are there hold up attempts of several people, so that these do not belong together any more. */
async function withNobodies(tx: Db, attempts: readonly Attempt[]): Promise<Gift[]> {
  const gifts: Gift[] = [];
  for (const [, alike] of groupBy(attempts, ({ quiz_id, number }) => `${quiz_id} ${number}`)) {
    const free = await listFreeNobodies(tx, alike[0]!, alike.length);
    for (const [index, attempt] of alike.entries()) gifts.push({ attempt, nobody: free[index] ?? (await insertNobody(tx)).id });
  }
  return gifts;
}
