import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { paginate, type Page } from "./page.ts";
import type { QuestionLink } from "./learning-tables.ts";
import type { Db, New, Person, Quiz } from "./tables.ts";
import { plainEmail } from "../lib/emails.ts";

/** A link with its quiz and the name of who made it. */
export interface NamedLink extends QuestionLink { slug: string; author_name: string | null; done: number }

export async function listQuestionLinks(db: Db, page: number): Promise<Page<NamedLink>> {
  const links = await paginate<NamedLink>(named(db).orderBy("question_links.id", "desc") as never, page);
  return { ...links, rows: links.rows.map(withNumbers) };
}

export async function findQuestionLink(db: Db, publicId: string): Promise<NamedLink | undefined> {
  const link = (await named(db).where("question_links.public_id", publicId).first()) as NamedLink | undefined;
  return link && withNumbers(link);
}

export function countQuestionLinks(db: Db): Promise<number> {
  return countRows(db("question_links"));
}

function named(db: Db): Knex.QueryBuilder {
  const done = finished(db).where("attempts.quiz_id", db.ref("question_links.quiz_id")).count("*").as("done");
  return (db("question_links") as Knex.QueryBuilder).join("quizzes", "quizzes.id", "question_links.quiz_id").leftJoin("people", "people.id", "question_links.author_id").select("question_links.*", "quizzes.slug", "people.name as author_name", done);
}

function finished(db: Db): Knex.QueryBuilder {
  return (db("attempts") as Knex.QueryBuilder).whereNotNull("attempts.finished_at").whereNull("attempts.practice_of").where("attempts.of", ">", 0);
}

/** PostgreSQL counts in text. */
function withNumbers(link: NamedLink): NamedLink {
  return { ...link, done: Number(link.done) };
}

export async function insertQuestionLink(tx: Db, link: New<QuestionLink>): Promise<void> {
  await tx("question_links").insert(link);
}

export async function updateQuestionLink(tx: Db, id: number, changes: Partial<New<QuestionLink>>): Promise<void> {
  await tx("question_links").where({ id }).update(changes);
}

/** Somebody who answered, and how. */
export interface Completion extends Pick<Person, "id" | "public_id" | "name" | "email"> { finished_at: string; score: number; of: number }

/** The newest first. */
export function listCompletions(db: Db, { id }: Pick<Quiz, "id">, page: number): Promise<Page<Completion>> {
  const rows = finished(db).join("people", "people.id", "attempts.person_id").where("attempts.quiz_id", id)
    .orderBy([{ column: "attempts.finished_at", order: "desc" }, { column: "attempts.id", order: "desc" }]).select("people.id", "people.public_id", "people.name", "people.email", "attempts.finished_at", "attempts.score", "attempts.of");
  return paginate<Completion>(rows as never, page);
}

/** Active people from `after` on, in portions. */
export function listActiveAfter(db: Db, after: number, limit: number): Promise<Person[]> {
  return db("people").whereNull("deactivated_at").where("id", ">", after).orderBy("id").limit(limit);
}

/** Somebody active, by their id here, else their number in the personnel office, else their email. */
export async function findAddressed(db: Db, name: string): Promise<Person | undefined> {
  const people = await db("people").whereNull("deactivated_at").where((any) => any.where({ public_id: name }).orWhere({ external_id: name }).orWhere({ email: plainEmail(name) }));
  const by = (column: "public_id" | "external_id") => people.find((person) => person[column] === name);
  return by("public_id") ?? by("external_id") ?? people[0];
}
