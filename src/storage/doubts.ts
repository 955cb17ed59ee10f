import type { Knex } from "knex";
import { versionsDropped, versionsSuspended } from "./rulings.ts";
import type { Db, FactStanding } from "./tables.ts";

/** The versions of questions that are withdrawn: they ask about a fact in doubt, or it proves one of their wrong options, or their feedback tells it, or a trainer dropped them. Each once. */
export function versionsInDoubt(db: Db): Knex.QueryBuilder {
  return versionsOnDoubtedFacts(db).union(versionsDropped(db));
}

/** The same of the version whose table goes by this name, looked up for each row where `withRulings` is joined: as a column, 1 or null. */
export function isInDoubt(db: Db, version = "question_versions", as = "doubted"): Knex.Raw {
  const [asked, grounds] = (["question_facts", "question_grounds"] as const).map((table) => db(table).join("facts", "facts.id", `${table}.fact_id`).whereIn("facts.standing", [...IN_DOUBT]).where(`${table}.question_version_id`, db.ref(`${version}.id`)).select(db.raw("1")));
  return db.raw("case when ruled.kind = 'drop' or exists ? or exists ? then 1 end as ??", [asked!, grounds!, as]);
}

const IN_DOUBT = ["disputed", "retracted"] as const;

function versionsOnDoubtedFacts(db: Db): Knex.QueryBuilder {
  return restingOn(db, (facts) => { facts.whereIn("facts.standing", [...IN_DOUBT]); });
}

/** How many questions of a published quiz are not asked, by why: facts in doubt, else a trainer dropped them, else a report of them waits. */
export interface WithdrawalCounts { facts: number; dropped: number; suspended: number }

export async function countWithdrawals(db: Db, quizVersionId: number): Promise<WithdrawalCounts> {
  const among = async (versions: Knex.QueryBuilder) => (await db("quiz_version_questions").where({ quiz_version_id: quizVersionId }).whereIn("question_version_id", versions).select("question_version_id")).map((row) => row.question_version_id);
  const [facts, dropped, suspended] = [await among(versionsOnDoubtedFacts(db)), await among(versionsDropped(db)), await among(versionsSuspended(db))];
  const [doubted, out] = [new Set(facts), new Set([...facts, ...dropped])];
  return { facts: facts.length, dropped: dropped.filter((id) => !doubted.has(id)).length, suspended: suspended.filter((id) => !out.has(id)).length };
}

/** The versions that are not asked: those in doubt, and those of questions of which somebody said that a further option is true, until a trainer has looked. */
export function versionsOut(db: Db): Knex.QueryBuilder {
  return versionsInDoubt(db).union(versionsSuspended(db));
}

/** Every version that rests on one of these facts. */
export function versionsRestingOn(db: Db, factIds: readonly number[]): Knex.QueryBuilder {
  return restingOn(db, (facts) => { facts.whereIn("facts.id", [...factIds]); });
}

function restingOn(db: Db, narrow: (facts: Knex.QueryBuilder) => void): Knex.QueryBuilder {
  const [asking, grounded] = (["question_facts", "question_grounds"] as const).map((table) => {
    const versions: Knex.QueryBuilder = db(table).join("facts", "facts.id", `${table}.fact_id`).select(`${table}.question_version_id`);
    narrow(versions);
    return versions;
  });
  return asking!.union(grounded!);
}

/** A fact in doubt that a version of a question rests on, with what was said of it last. */
export interface Doubting extends Pick<FactStanding, "standing" | "reason" | "publisher" | "title" | "published" | "url"> { question_version_id: number; key: string }

export async function listDoubtsAbout(db: Db, versionIds: readonly number[]): Promise<Doubting[]> {
  const links = db("question_facts").select("question_version_id", "fact_id").union(db("question_grounds").select("question_version_id", "fact_id"));
  const newest = db("fact_standings as newer").max("newer.id").where("newer.fact_id", db.ref("facts.id"));
  const rows: Knex.QueryBuilder = db.from(links.as("links")).join("facts", "facts.id", "links.fact_id").join("fact_standings as said", "said.fact_id", "facts.id")
    .whereIn("links.question_version_id", [...versionIds]).whereNot("facts.standing", "current").where("said.id", newest).orderBy("said.id")
    .select("links.question_version_id", "facts.key", "said.standing", "said.reason", "said.publisher", "said.title", "said.published", "said.url");
  return (await rows) as Doubting[];
}
