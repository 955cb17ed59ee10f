import { forPool } from "../engine/generation/papers.ts";
import type { PathIncident } from "../engine/library/paths.ts";
import { isBlocking } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { groupBy } from "../lib/groups.ts";
import { listAskable, listOpenIncidents, type AskableRow } from "../storage/path-weeks.ts";
import { listWithdrawnIds } from "../storage/questions.ts";
import type { Db } from "../storage/tables.ts";
import { findLintContext } from "./lint-context.ts";

/** A question of the bank made ready to be drawn; `row` is its number there. */
export type Askable = ReturnType<typeof askable>;

/** The incidents that starter quizzes and paths are made of, with the questions that could be published now. */
export async function listPathMaterial(db: Db): Promise<PathIncident<Askable>[]> {
  const incidents = await listOpenIncidents(db);
  const rows = await listAskable(db, incidents.map(({ id }) => id));
  const withdrawn = new Set(await listWithdrawnIds(db, rows.map(({ id }) => id)));
  const context = await findLintContext(db, rows.map(({ question }) => question));
  const sound = rows.filter(({ id, question }) => !withdrawn.has(id) && !lint(question, context).some(isBlocking));
  const rowOf = new Map(sound.map(({ id, question }) => [question.id, String(id)]));
  const byIncident = groupBy(sound, ({ incident_id }) => String(incident_id));
  return incidents.map(({ id, slug, title, mechanisms = "[]", topics }) => ({
    slug, title, mechanisms: JSON.parse(mechanisms) as string[], topics: JSON.parse(topics) as string[], questions: (byIncident.get(String(id)) ?? []).map((row) => askable(row, rowOf)),
  }));
}

/** Questions go by their rows, so that what was edited and what was imported goes the same way. */
function askable({ id, question }: AskableRow, rowOf: ReadonlyMap<string, string>) {
  return { ...forPool(question), id: String(id), row: id, enemies: question.enemies.map((enemy) => rowOf.get(enemy) ?? enemy) };
}
