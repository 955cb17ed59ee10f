import type { Request } from "express";
import { readStatistics, type Statistics } from "../../domain/question-figures.ts";
import { listQuizVersions } from "../../storage/statistics.ts";
import { findReports } from "../../storage/replicas.ts";
import type { Db, Quiz, QuizVersion } from "../../storage/tables.ts";
import { tallyUp } from "../../domain/tallying.ts";
import { queryText } from "../http/paging.ts";

/** Which attempts are looked at: those at one published version, or at all of them; first attempts, or all. `step`: of so many people are new ones added at once. */
export interface Scope { versions: QuizVersion[]; shown: QuizVersion[]; version: string; firstOnly: boolean; step: number }

/** `?version=2` or `?version=all`, else the newest; `?attempts=all`, else first ones. */
export async function scopeOf(db: Db, req: Request, quiz: Pick<Quiz, "id">, step: number): Promise<Scope> {
  const versions = await listQuizVersions(db, quiz.id);
  const asked = queryText(req, "version");
  const chosen = versions.find(({ number }) => String(number) === asked) ?? versions[0];
  const isAll = asked === "all" && versions.length > 1;
  return { versions, shown: isAll ? versions : chosen ? [chosen] : [], version: isAll ? "all" : String(chosen?.number ?? ""), firstOnly: queryText(req, "attempts") !== "all", step };
}

/** What there is to say of that scope just now; `only` of one version of a question. */
export async function statisticsOf(db: Db, { shown, firstOnly, step }: Pick<Scope, "firstOnly" | "step"> & { shown: readonly Pick<QuizVersion, "id" | "draw_count">[] }, only?: number): Promise<Statistics> {
  await tallyUp(db, shown.map(({ id }) => id), step);
  return readStatistics(await findReports(db), shown, firstOnly, only);
}
