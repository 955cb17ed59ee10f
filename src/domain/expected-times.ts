import { expectedSeconds, paperSeconds } from "../engine/questions/expected-seconds.ts";
import type { Question } from "../engine/questions/question.ts";
import { MOST_ASKED } from "../engine/statistics/adaptive.ts";
import { groupBy } from "../lib/groups.ts";
import { listPaceTallies } from "../storage/tallies.ts";
import type { Db, Quiz } from "../storage/tables.ts";

/** How long an attempt at the draft takes, in seconds, from measured times where there are enough. */
export async function findExpectedSeconds(db: Db, { draw_count, adaptive }: Pick<Quiz, "draw_count" | "adaptive">, questions: readonly { version_id: number; body: string }[]): Promise<number> {
  const paces = groupBy(await listPaceTallies(db, { questionVersionIds: questions.map(({ version_id }) => version_id), firstOnly: true }), ({ question_version_id }) => String(question_version_id));
  const each = questions.map(({ version_id, body }) => expectedSeconds(JSON.parse(body) as Question, paces.get(String(version_id)) ?? []));
  return paperSeconds(each, adaptive === 1 ? MOST_ASKED : draw_count ?? questions.length);
}
