import type { Knex } from "knex";
import { insertAsJson } from "./json-rows.ts";
import { paginate, type Page } from "./page.ts";
import type { Outcome, PeopleImport, PeopleImportLine, PeopleImportState } from "./people-tables.ts";
import type { Db, New } from "./tables.ts";

/** Everything but the file. */
export type ImportHead = Omit<PeopleImport, "content">;
const HEAD = ["id", "public_id", "author_id", "file_name", "digest", "state", "creates_teams", "with_leavers", "invites", "columns", "counts", "problem", "done", "total", "as_of", "run", "beat_at", "finished_at", "created_at"] as const;

/** The newest first. */
export function listPeopleImports(db: Db, page: number): Promise<Page<ImportHead & { author_name: string | null }>> {
  const query: Knex.QueryBuilder = db("people_imports").leftJoin("people", "people.id", "people_imports.author_id").orderBy("people_imports.id", "desc").select(HEAD.map((column) => `people_imports.${column}`)).select("people.name as author_name");
  return paginate(query, page);
}

export async function findPeopleImport(db: Db, publicId: string): Promise<ImportHead | undefined> {
  return db("people_imports").where({ public_id: publicId }).first(...HEAD);
}

export async function findImportContent(db: Db, id: number): Promise<Uint8Array | null> {
  return (await db("people_imports").where({ id }).first("content"))?.content ?? null;
}

export async function insertPeopleImport(db: Db, row: Pick<PeopleImport, "public_id" | "author_id" | "file_name" | "digest" | "state" | "creates_teams" | "with_leavers" | "invites" | "created_at"> & { content: Uint8Array }): Promise<ImportHead> {
  await db("people_imports").insert({ ...row, content: Buffer.from(row.content) });
  return (await findPeopleImport(db, row.public_id))!;
}

/** Changes an import where it still is in one of these states, and of this run where one is named; says whether it was. */
export async function updatePeopleImport(db: Db, id: number, states: readonly PeopleImportState[], changes: Partial<PeopleImport>, run?: string): Promise<boolean> {
  const query = db("people_imports").where({ id }).whereIn("state", [...states]);
  if (run !== undefined) query.where({ run });
  return (await query.update(changes)) === 1;
}

/** Takes over an import on which nobody works: the run that did is silent since then. */
export async function claimPeopleImport(db: Db, id: number, state: "reading" | "running", run: string, since: string, at: string): Promise<boolean> {
  return (await db("people_imports").where({ id, state }).where((free) => { void free.whereNull("run").orWhere("beat_at", "<", since); }).update({ run, beat_at: at })) === 1;
}

/** Those that wait to be read or applied, and on which nobody works. */
export async function listLostImports(db: Db, since: string): Promise<ImportHead[]> {
  return db("people_imports").whereIn("state", ["reading", "running"]).where((free) => { void free.whereNull("run").orWhere("beat_at", "<", since); }).select(...HEAD);
}

/** Ids of what waits to be confirmed since before then. */
export async function listForgottenPeopleImports(db: Db, before: string): Promise<number[]> {
  return (await db("people_imports").where({ state: "waiting" }).where("created_at", "<", before).select("id")).map(({ id }) => id);
}

const LINE_COLUMNS = ["import_id", "line", "outcome", "person_id", "public_id", "external_id", "email", "name", "department", "site", "job_title", "start_date", "roles", "team_path", "team_id", "manager_id", "manager_line", "sought", "changes", "problem"];
const LINE_NUMBERS = new Set(["import_id", "line", "person_id", "team_id", "manager_id", "manager_line"]);

export async function insertPeopleLines(db: Db, lines: readonly New<PeopleImportLine>[]): Promise<void> {
  await insertAsJson(db, "people_import_lines", LINE_COLUMNS, LINE_NUMBERS, lines);
}

export async function deletePeopleLines(db: Db, importId: number): Promise<void> {
  await db("people_import_lines").where({ import_id: importId }).delete();
}

/** Rows that were refused and name nobody who is here, of imports that ended before then. */
export async function deleteStrayLines(db: Db, before: string): Promise<void> {
  await db("people_import_lines").where({ outcome: "refused" }).whereNull("person_id").whereIn("import_id", db("people_imports").where("finished_at", "<", before).select("id")).delete();
}

/** Whether an import that waits to be confirmed would give somebody roles or take some. Of one that is still being read nobody knows: it may. */
export async function hasRoleChanges(db: Db, publicId: string): Promise<boolean> {
  const head = await findPeopleImport(db, publicId);
  if (head?.state !== "waiting") return head?.state === "reading";
  const lines = db("people_import_lines").where({ import_id: head.id });
  const changing = lines.where((any) => {
    void any.where((added) => { void added.where({ outcome: "added" }).whereNot({ roles: "" }); })
      .orWhere((changed) => { void changed.whereIn("outcome", ["changed", "reactivated"]).whereLike("changes", `%"field":"roles"%`); });
  });
  return (await changing.first("id")) !== undefined;
}

/** In the order of the file, those who leave last. */
export function listPeopleLines(db: Db, importId: number, outcome: Outcome | "", page: number): Promise<Page<PeopleImportLine>> {
  const query: Knex.QueryBuilder = db("people_import_lines").where({ import_id: importId }).orderBy("id").select("*");
  if (outcome) query.where({ outcome });
  return paginate<PeopleImportLine>(query, page);
}

/** A portion of the lines behind one, for a file of results. */
export function listPeopleLinesAfter(db: Db, importId: number, after: number, limit: number): Promise<PeopleImportLine[]> {
  return db("people_import_lines").where({ import_id: importId }).where("id", ">", after).orderBy("id").limit(limit);
}

/** What uploads did to somebody, the newest first. */
export async function listUploadsOf(db: Db, personId: number): Promise<(Pick<PeopleImportLine, "outcome" | "changes"> & Pick<PeopleImport, "file_name" | "finished_at" | "public_id"> & { author_name: string | null })[]> {
  const query: Knex.QueryBuilder = db("people_import_lines").join("people_imports", "people_imports.id", "people_import_lines.import_id").leftJoin("people", "people.id", "people_imports.author_id")
    .where({ person_id: personId, state: "done" }).whereNotIn("outcome", ["unchanged", "refused"]).orderBy("people_import_lines.id", "desc").limit(50)
    .select("outcome", "changes", "file_name", "finished_at", "people_imports.public_id", "people.name as author_name");
  return (await query) as Awaited<ReturnType<typeof listUploadsOf>>;
}
