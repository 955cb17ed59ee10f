import type { Knex } from "knex";
import { marksOf, withMark } from "./paper-items.ts";
import type { PaperPlace } from "./paper-pages.ts";
import { statement } from "./statements.ts";
import type { Attempt, Db } from "./tables.ts";
import { part, together } from "./together.ts";

/** What hangs on the end of an attempt. Most often nothing does, and nothing has to be brought up to date. */
export interface Concerned { certificates: boolean; duties: boolean; listeners: boolean; grades: boolean }

/** Whoever finishes an attempt has the assignments held, so that no duty comes unseen beside it. */
export async function findConcerned(tx: Db, attempt: Attempt): Promise<Concerned> {
  return concernedIn(await concerned(tx, ...keysOf(attempt)));
}

/** Every line of its paper as well. */
export async function findEnding(tx: Db, attempt: Attempt): Promise<{ paper: PaperPlace[]; concerned: Concerned }> {
  const [paper, found] = await together(tx, marksPart(attempt.id), concernedPart(...keysOf(attempt)));
  return { paper: paper.map(withMark), concerned: concernedIn(found) };
}

const keysOf = ({ id, person_id, quiz_id, quiz_version_id }: Attempt) => [id, quiz_version_id, person_id, quiz_id] as const;

function concernedIn([found]: readonly Truths[]): Concerned {
  const { certificates, duties, listeners, grades } = found!;
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

const concernedPart = part(concerned, ["certificates", "duties", "listeners", "grades"]);
const marksPart = part(marksOf, ["position", "score", "missed", "doubted", "suspended", "ruling"]);
