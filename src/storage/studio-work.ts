import type { Db } from "./tables.ts";

/** Open reviews that others asked for, and open reports; `newest` is when the last of them came. */
export async function countStudioWork(db: Db, personId: number): Promise<{ reviews: number; reports: number; newest: string | null }> {
  const reviews = await db("question_reviews").whereNull("decision").where((asker) => void asker.whereNull("asked_by").orWhereNot({ asked_by: personId })).count({ total: "*" }).max({ newest: "asked_at" }).first();
  const reports = await db("problem_reports").where({ state: "open" }).count({ total: "*" }).max({ newest: "at" }).first();
  const moments = [reviews, reports].flatMap((row) => (typeof row?.newest === "string" ? [row.newest] : []));
  return { reviews: Number(reviews?.["total"] ?? 0), reports: Number(reports?.["total"] ?? 0), newest: moments.sort().at(-1) ?? null };
}
