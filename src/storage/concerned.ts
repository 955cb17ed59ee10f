import type { Knex } from "knex";
import { statement } from "./statements.ts";
import type { Attempt, Db } from "./tables.ts";

/** What hangs on the end of an attempt. Most often nothing does, and nothing has to be brought up to date. */
export interface Concerned { certificates: boolean; duties: boolean; listeners: boolean; grades: boolean }

/** Whoever finishes an attempt has the assignments held, so that no duty comes unseen beside it. */
export async function findConcerned(tx: Db, { id, person_id, quiz_id, quiz_version_id }: Attempt): Promise<Concerned> {
  const { certificates, duties, listeners, grades } = (await concerned(tx, id, quiz_version_id, person_id, quiz_id))[0]!;
  return { certificates: Boolean(certificates), duties: Boolean(duties), listeners: Boolean(listeners), grades: Boolean(grades) };
}

/** PostgreSQL has truth, SQLite 0 and 1. */
type Truths = Record<keyof Concerned, boolean | 0 | 1>;

const concerned = statement<[attemptId: number, versionId: number, personId: number, quizId: number], Truths>((db, attempt_id, id, person_id, quiz_id) => {
  const any = (name: keyof Concerned, ...queries: Knex.QueryBuilder[]) => db.raw(`(${queries.map(() => "exists ?").join(" or ")}) as ??`, [...queries.map((query) => query.clone().select(db.raw("1"))), name]);
  const rows = (table: Knex.TableNames): Knex.QueryBuilder => db(table);
  return db.select(
    any("certificates", rows("certificates").where({ attempt_id }), rows("quiz_versions").where({ id }).whereNotNull("certificate_months")),
    any("duties", rows("duties").where({ person_id, quiz_id })),
    any("listeners", rows("webhooks").where({ is_on: 1 }), rows("record_stores").where({ is_on: 1 })),
    any("grades", rows("grade_links").where({ person_id, quiz_id })),
  );
});
