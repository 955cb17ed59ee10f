import { fits, type DrawRule } from "../engine/generation/draw-rules.ts";
import { expectedSeconds, paperSeconds } from "../engine/questions/expected-seconds.ts";
import type { Question } from "../engine/questions/question.ts";
import { groupBy } from "../lib/groups.ts";
import { listPaceTallies } from "../storage/tallies.ts";
import type { Db, Quiz } from "../storage/tables.ts";
import { ruled, rulesOf, type Ruled } from "./draw-rules.ts";

/** How long an attempt at the draft takes, in seconds, from measured times where there are enough. With rules, each of its places takes as long as the questions that fit it. */
export async function findExpectedSeconds(db: Db, { draw_count, adaptive, adaptive_most, draw_rules }: Pick<Quiz, "draw_count" | "adaptive" | "adaptive_most" | "draw_rules">, questions: readonly Timed[]): Promise<number> {
  const paces = groupBy(await listPaceTallies(db, { questionVersionIds: questions.map(({ version_id }) => version_id), firstOnly: true }), ({ question_version_id }) => String(question_version_id));
  const each = questions.map((question) => ({ question: ruled(question), seconds: expectedSeconds(JSON.parse(question.body) as Question, paces.get(String(question.version_id)) ?? []) }));
  const secondsOf = (count: number, rule?: DrawRule) => paperSeconds(each.flatMap(({ question, seconds }) => (!rule || fits(question, rule) ? [seconds] : [])), count);
  const rules = rulesOf({ draw_rules });
  if (rules.length > 0) return rules.reduce((sum, rule) => sum + secondsOf(rule.count, rule), 0);
  return secondsOf(adaptive === 1 ? adaptive_most : draw_count ?? questions.length);
}

type Timed = Ruled & { version_id: number };
