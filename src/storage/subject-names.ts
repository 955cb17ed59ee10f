import type { Knex } from "knex";
import type { Db, Person } from "./tables.ts";

export type SubjectKind = "person" | "team" | "quiz" | "assignment" | "group" | "policy" | keyof typeof DOORS;
export interface SubjectName { kind: SubjectKind; name: string }

/** How other programs come in, and where messages go: each has a name that an administrator gave it. */
const DOORS = { channel: "channels", directory: "directories", "learning-system": "learning_systems", provider: "sign_in_providers", token: "api_tokens", webhook: "webhooks" } as const;

/** What the subjects of entries are called: most by their names, a policy by the title of its draft, an assignment by its own or that of its first quiz. */
export async function listSubjectNames(db: Db, subjects: readonly string[]): Promise<Map<string, SubjectName>> {
  const people = await db("people").whereIn("public_id", [...subjects]).select<Pick<Person, "public_id" | "name">[]>("public_id", "name");
  const teams = await db("teams").whereIn("public_id", [...subjects]).select("public_id", "name");
  const quizzes = await db("quizzes").whereIn("slug", [...subjects]).select("slug", "title");
  const groups = await db("groups").whereIn("public_id", [...subjects]).select("public_id", "name");
  const policies = await db("policies").whereIn("public_id", [...subjects]).select("public_id", "draft");
  const assignments: { public_id: string; title: string; quiz: string | null }[] = await db("assignments as a").whereIn("a.public_id", [...subjects])
    .leftJoin("assignment_quizzes as s", (on) => { on.on("s.assignment_id", "a.id").andOnVal("s.position", 1); }).leftJoin("quizzes as q", "q.id", "s.quiz_id").select("a.public_id", "a.title", "q.title as quiz");
  const names = new Map<string, SubjectName>();
  for (const { public_id, kind, name } of await listDoors(db, subjects)) names.set(public_id, { kind, name });
  for (const { public_id, draft } of policies) names.set(public_id, { kind: "policy", name: titleOf(draft) ?? public_id });
  for (const { public_id, title, quiz } of assignments) names.set(public_id, { kind: "assignment", name: title || (quiz ?? public_id) });
  for (const { public_id, name } of groups) names.set(public_id, { kind: "group", name });
  for (const { slug, title } of quizzes) names.set(slug, { kind: "quiz", name: title });
  for (const { public_id, name } of teams) names.set(public_id, { kind: "team", name });
  for (const { public_id, name } of people) names.set(public_id, { kind: "person", name });
  return names;
}

async function listDoors(db: Db, subjects: readonly string[]): Promise<{ public_id: string; kind: keyof typeof DOORS; name: string }[]> {
  const parts = Object.entries(DOORS).map(([kind, table]) => (db(table) as Knex.QueryBuilder).whereIn("public_id", [...subjects]).select("public_id", "name", db.raw("? as kind", [kind])));
  return (await parts[0]!.unionAll(parts.slice(1))) as { public_id: string; kind: keyof typeof DOORS; name: string }[];
}

/** The title in the first language that has one. */
function titleOf(draft: string): string | undefined {
  return Object.values(JSON.parse(draft) as Record<string, { title?: string } | undefined>).find((text) => text?.title)?.title;
}
