import type { Knex } from "knex";
import type { RegradeKind } from "./regrade-tables.ts";
import { statement } from "./statements.ts";
import type { Db } from "./tables.ts";

/** How a version of a question is marked now, where somebody regraded it. */
export interface Ruled { ruling: RegradeKind | null }

/**
 * Joins what stands of each version, whose table goes by this name. `bodyNow` is its question with the key that counts now.
 * The 1 stands in the words of the query: SQLite plans a query anew, each time it runs, where a value is given for what an index is limited by.
 */
export function withRulings(query: Knex.QueryBuilder, version = "question_versions"): Knex.QueryBuilder {
  return query.joinRaw("left join ?? as ruled on ruled.question_version_id = ?? and ruled.stands = 1", ["regrade_versions", `${version}.id`]).select("ruled.kind as ruling");
}

export function bodyNow(db: Db, version = "question_versions", as = "body"): Knex.Raw {
  return db.raw("coalesce(ruled.body, ??) as ??", [`${version}.body`, as]);
}

/** A version of a question by the key that counts now. */
export async function findBodyNow(db: Db, versionId: number): Promise<string | undefined> {
  const row = (await withRulings(db("question_versions").where("question_versions.id", versionId)).select(bodyNow(db)).first()) as { body: string } | undefined;
  return row?.body;
}

/** The versions that are dropped. */
export function versionsDropped(db: Db): Knex.QueryBuilder {
  return db("regrade_versions").whereRaw("regrade_versions.stands = 1").where({ kind: "drop" }).select("question_version_id");
}

/** Whether the question of the version whose table goes by this name waits for a trainer, as a column: 1, or null. */
export function isSuspended(db: Db, version = "question_versions", as = "suspended"): Knex.Raw {
  const waiting = db("suspensions").whereNull("suspensions.ended_at").where("suspensions.question_id", db.ref(`${version}.question_id`)).select(db.raw("1"));
  return db.raw("case when exists ? then 1 end as ??", [waiting, as]);
}

/** Every version of the questions that wait for a trainer to look whether a further option is true. */
export function versionsSuspended(db: Db): Knex.QueryBuilder {
  return db("question_versions").whereIn("question_id", db("suspensions").whereNull("ended_at").select("question_id")).select("id as question_version_id");
}

/** Why these versions are marked another way. */
export interface ExplainedRuling { question_version_id: number; kind: RegradeKind; reason: string; at: string }

export async function listRulings(db: Db, versionIds: readonly number[]): Promise<ExplainedRuling[]> {
  return versionIds.length === 1 ? rulingsOn(db, versionIds[0]!) : ((await rulings(db).whereIn("regrade_versions.question_version_id", [...versionIds])) as ExplainedRuling[]);
}

const rulingsOn = statement<[versionId: number], ExplainedRuling>((db, id) => rulings(db).where("regrade_versions.question_version_id", id));

function rulings(db: Db): Knex.QueryBuilder {
  return (db("regrade_versions") as Knex.QueryBuilder).join("regrades", "regrades.id", "regrade_versions.regrade_id").whereRaw("regrade_versions.stands = 1")
    .select("regrade_versions.question_version_id", "regrades.kind", "regrades.reason", "regrades.at");
}
