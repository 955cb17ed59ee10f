import { inPortions } from "./batches.ts";
import type { Membership } from "./audience-members.ts";
import type { Db } from "./tables.ts";

/** The team of each of these people, null for none. */
export async function listTeamIdsOf(db: Db, personIds: readonly number[]): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (const portion of inPortions(personIds, 500)) found.push(...(await db("people").whereIn("id", portion).select("team_id")).map(({ team_id }) => team_id));
  return found;
}

/** Of these people, how many have an open attempt at one of the quizzes. */
export async function countBegun(db: Db, people: readonly Membership[], quizIds: readonly number[]): Promise<number> {
  return counted(people, async (ids) => db("attempts").whereIn("person_id", ids).whereIn("quiz_id", [...quizIds]).whereNull("finished_at").whereNull("practice_of").countDistinct({ total: "person_id" }).first());
}

/** Of these people, how many have done a duty of the assignment. */
export async function countDone(db: Db, people: readonly Membership[], assignmentId: number): Promise<number> {
  return counted(people, async (ids) => db("duties").whereIn("person_id", ids).where({ assignment_id: assignmentId, state: "done" }).countDistinct({ total: "person_id" }).first());
}

async function counted(people: readonly Membership[], count: (ids: number[]) => Promise<Record<string, unknown> | undefined>): Promise<number> {
  let total = 0;
  for (const portion of inPortions(people.map(({ person_id }) => person_id), 500)) total += Number((await count(portion))?.["total"] ?? 0);
  return total;
}

export async function findLastPersonId(db: Db): Promise<number> {
  return Number(((await db("people").max({ last: "id" }).first()) as { last: unknown } | undefined)?.last ?? 0);
}
