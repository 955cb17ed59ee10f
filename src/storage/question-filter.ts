import type { Knex } from "knex";
import { soughtTerms } from "../engine/questions/searched.ts";
import { whereTerms } from "./bank-index.ts";
import { isPostgresDb } from "./dialects.ts";
import { versionsOut } from "./doubts.ts";
import type { Db } from "./tables.ts";

/** What speaks for or against a question. `reported`: learners did; `withdrawn`: it rests on a fact in doubt; `blocking` and `warning`: what the linter found; `duplicate`: another one is like it; `statistics`: figures of its newest version do, in some quiz. */
export const FLAGS = ["reported", "withdrawn", "blocking", "warning", "unexplained", "unused", "duplicate", "statistics", "imported"] as const;
export type Flag = (typeof FLAGS)[number];

/**
 * Empty texts filter nothing. `q` are words and parts of words in any order, and phrases in quotation marks; `state` is that of a question or "in_review"; `author` is a public id; `origin` is "hand" or "generated"; `notIn` leaves
 * out what stands in this quiz, what is retired and what is withdrawn.
 */
export interface QuestionFilter {
  q: string; topic: string; kind: string; level: string; state: string; incident: string; origin: string;
  difficulty?: string; author?: string; tag?: string; flag?: string; notIn?: number;
}

/** The questions that match, by id alone: whatever is asked of all of them is asked of one narrow table. */
export function matching(db: Db, filter: QuestionFilter): Knex.QueryBuilder {
  const query: Knex.QueryBuilder = db("questions");
  for (const column of ["topic", "kind", "level", "difficulty"] as const) if (filter[column]) query.where(`questions.${column}`, filter[column]);
  const terms = soughtTerms(filter.q);
  if (terms.length > 0) whereTerms(db, query, terms, isWordsAlone(filter));
  else if (filter.q) query.whereRaw("1 = 0");
  if (filter.state) inState(query, filter.state);
  if (filter.incident) query.where("questions.incident_id", db("incidents").where({ slug: filter.incident, kind: "incident" }).select("id"));
  if (filter.author) query.where("questions.author_id", db("people").where({ public_id: filter.author }).select("id"));
  if (filter.tag) query.whereIn("questions.id", db("question_tags").where({ tag: filter.tag }).select("question_id"));
  if (filter.origin) query.where("questions.origin_key", filter.origin === "hand" ? "is" : "is not", null);
  if (filter.flag) flagged(db, query, filter.flag);
  if (filter.notIn !== undefined) query.whereNotIn("questions.newest_version_id", versionsOut(db)).whereNot("questions.state", "retired").whereNotIn("questions.id", db("quiz_questions").select("question_id").where({ quiz_id: filter.notIn }));
  return query;
}

function isWordsAlone({ q, ...others }: QuestionFilter): boolean {
  return q !== "" && Object.values(others).every((value) => value === "" || value === undefined);
}

/** The column that gives the newest question first: that of the index of words where SQLite walks through it. */
export function newestFirst(db: Db, filter: QuestionFilter): string {
  return !isPostgresDb(db) && soughtTerms(filter.q).length > 0 && isWordsAlone(filter) ? "question_words.rowid" : "questions.id";
}

function inState(query: Knex.QueryBuilder, state: string): void {
  if (state === "in_review") query.whereIn("questions.state", ["draft", "published"]).where("questions.in_review", 1);
  else query.where("questions.state", state);
  if (state === "draft") query.where("questions.in_review", 0);
}

function flagged(db: Db, query: Knex.QueryBuilder, flag: string): void {
  const flags: Record<Flag, () => unknown> = {
    reported: () => query.whereIn("questions.id", db("problem_reports").where({ state: "open" }).select("question_id")),
    withdrawn: () => query.whereIn("questions.newest_version_id", versionsOut(db)),
    blocking: () => query.where("questions.finding", "blocking"),
    warning: () => query.where("questions.finding", "warning"),
    unexplained: () => query.where("questions.unexplained", 1),
    unused: () => query.where("questions.used", 0),
    duplicate: () => query.whereNotNull("questions.like_id"),
    statistics: () => query.whereIn("questions.newest_version_id", db("question_verdicts").select("question_version_id")),
    imported: () => query.whereNotNull("questions.import_id"),
  };
  if (Object.hasOwn(flags, flag)) flags[flag as Flag]();
}
