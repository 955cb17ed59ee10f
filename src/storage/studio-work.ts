import type { Db } from "./tables.ts";

/** Open reviews that others asked for, and open reports; `newest` is when the last of them came. */
export async function countStudioWork(db: Db, personId: number): Promise<{ reviews: number; reports: number; newest: string | null }> {
  const reviews = await db("question_reviews").whereNull("decision").where((asker) => void asker.whereNull("asked_by").orWhereNot({ asked_by: personId })).count({ total: "*" }).max({ newest: "asked_at" }).first();
  const reports = await db("problem_reports").where({ state: "open" }).count({ total: "*" }).max({ newest: "at" }).first();
  const [asked, reported] = [reviews, reports].map((row) => ({ total: 0, newest: null, ...row }) as { total: number | string; newest: string | null });
  return { reviews: Number(asked!.total), reports: Number(reported!.total), newest: [asked!.newest, reported!.newest].filter((at) => at !== null).sort().at(-1) ?? null };
}
