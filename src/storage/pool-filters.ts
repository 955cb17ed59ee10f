import type { Knex } from "knex";
import { matching, type QuestionFilter } from "./question-filter.ts";
import type { Drawing } from "./quiz-terms.ts";
import type { Db } from "./tables.ts";

/** What the pool of a quiz can be filtered by. Flags and states are left out: they change by themselves, and what joins is published. */
export const POOL_FIELDS = ["q", "topic", "kind", "level", "difficulty", "incident", "author", "tag", "origin"] as const;
export type PoolFilter = Partial<Pick<QuestionFilter, (typeof POOL_FIELDS)[number]>>;

/** A quiz holds at most so many questions. */
export const MOST_QUESTIONS = 300;

/** Undefined where questions join by hand only. */
export function poolFilterOf({ pool_filter }: Pick<Drawing, "pool_filter">): PoolFilter | undefined {
  return pool_filter === "" ? undefined : JSON.parse(pool_filter) as PoolFilter;
}

/** The questions that join a draft by its filter, by id: published ones that are asked at present and do not stand in it already. One more than a quiz can hold, at most, so that too many show. */
export function joining(db: Db, quizId: number, filter: PoolFilter): Knex.QueryBuilder {
  return matching(db, { ...blank, ...filter, state: "published", notIn: quizId }).orderBy("questions.id").limit(MOST_QUESTIONS + 1).select("questions.id");
}

const blank: QuestionFilter = { q: "", topic: "", kind: "", level: "", state: "", incident: "", origin: "" };
