import type { Knex } from "knex";
import { inPortions, insertInBatches } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import type { ImportLine, ImportPicture, ImportState, QuestionImport } from "./import-tables.ts";
import { paginate, type Page } from "./page.ts";
import type { Db, New, Person, QuestionRow } from "./tables.ts";

type Owner = Pick<Person, "id">;

/** The newest first. */
export function listImportsOf(db: Db, { id }: Owner, page: number): Promise<Page<QuestionImport>> {
  return paginate<QuestionImport>(db("question_imports").where({ author_id: id }).orderBy("id", "desc") as Knex.QueryBuilder, page);
}

export function findImportOf(db: Db, { id }: Owner, publicId: string): Promise<QuestionImport | undefined> {
  return db("question_imports").where({ author_id: id, public_id: publicId }).first();
}

/** Holds the row until the transaction ends. */
export function lockImport(db: Db, id: number): Promise<QuestionImport | undefined> {
  return db("question_imports").where({ id }).forUpdate().first();
}

export async function insertImport(db: Db, row: New<Omit<QuestionImport, "done" | "added" | "run" | "beat_at" | "finished_at">>): Promise<QuestionImport> {
  const [made] = await db("question_imports").insert(row as QuestionImport).returning("*");
  return made!;
}

export async function insertImportLines(db: Db, lines: readonly New<ImportLine>[]): Promise<void> {
  await insertInBatches(db, "import_lines", lines);
}

export async function insertImportPictures(db: Db, pictures: readonly ImportPicture[]): Promise<void> {
  for (const picture of pictures) await db("import_pictures").insert({ ...picture, content: Buffer.from(picture.content) });
}

/** Changes the import where it still is in one of these states, and says whether it was. */
export async function updateImportFrom(db: Db, id: number, states: readonly ImportState[], changes: Partial<QuestionImport>, run?: string): Promise<boolean> {
  const query = db("question_imports").where({ id }).whereIn("state", [...states]);
  if (run !== undefined) query.where({ run });
  return (await query.update(changes)) === 1;
}

/** Runs that gave no sign of life since then. */
export async function updateLostRuns(db: Db, since: string): Promise<void> {
  await db("question_imports").where({ state: "running" }).where("beat_at", "<", since).update({ state: "failed", run: null });
}

/** Ids of what waits since before then. */
export async function listForgottenImports(db: Db, before: string, limit: number): Promise<number[]> {
  return (await db("question_imports").whereIn("state", ["waiting", "failed"]).where("created_at", "<", before).orderBy("id").limit(limit).select("id")).map(({ id }) => id);
}

/** Which lines a page shows: errors, twins, what is like another or what something is to be said of, alone, or one kind. */
export interface LineFilter { show: "" | "errors" | "twins" | "likes" | "notes"; kind: string }
export type TwinnedLine = ImportLine & { twin_public_id: string | null; like_public_id: string | null; like_stem: string | null };

/** Errors first, then in the order of the file. */
export function listImportLines(db: Db, importId: number, { show, kind }: LineFilter, page: number): Promise<Page<TwinnedLine>> {
  const query = (db("import_lines") as Knex.QueryBuilder).leftJoin("questions", "questions.id", "import_lines.twin_id")
    .leftJoin("questions as alike", "alike.id", "import_lines.like_id").leftJoin("question_versions as newest", "newest.id", "alike.newest_version_id").where({ "import_lines.import_id": importId })
    .orderByRaw("CASE WHEN error IS NULL THEN 1 ELSE 0 END").orderBy("position").select("import_lines.*", "questions.public_id as twin_public_id", "alike.public_id as like_public_id", "newest.stem as like_stem");
  if (show === "errors") query.whereNotNull("error");
  if (show === "twins") query.where((twins: Knex.QueryBuilder) => { twins.whereNotNull("twin_id").orWhereNotNull("twin_line"); });
  if (show === "likes") query.whereNotNull("like_percent");
  if (show === "notes") query.whereNot("notes", "[]");
  if (kind) query.where("import_lines.kind", kind);
  return paginate<TwinnedLine>(query, page);
}

export async function countImportLines(db: Db, importId: number): Promise<{ byKind: Map<string, number>; taken: number; withoutTopic: number; withoutLevel: number; withCategory: number; notes: number }> {
  const byKind = await db("import_lines").where({ import_id: importId }).whereNotNull("kind").groupBy("kind").select("kind").count({ total: "*" });
  const countOf = (narrow: (query: Knex.QueryBuilder) => void) => {
    const query: Knex.QueryBuilder = db("import_lines").where({ import_id: importId });
    narrow(query);
    return countRows(query);
  };
  return {
    byKind: new Map(byKind.map((row) => [row.kind!, Number(row["total"])])), taken: await countOf((query) => query.where({ taken: 1 })),
    withoutTopic: await countOf((query) => query.where({ taken: 1 }).whereLike("without", "%topic%")), withoutLevel: await countOf((query) => query.where({ taken: 1 }).whereLike("without", "%level%")),
    withCategory: await countOf((query) => query.where({ taken: 1 }).whereLike("body", '%"category":"%')), notes: await countOf((query) => query.whereNot("notes", "[]")),
  };
}

/** What will be added, in the order of the file, a portion at a time. */
export function listTakenLines(db: Db, importId: number, after: number, limit: number): Promise<ImportLine[]> {
  return db("import_lines").where({ import_id: importId, taken: 1 }).where("position", ">", after).orderBy("position").limit(limit);
}

/** Which of the twins and like questions that were shown are taken all the same. */
export async function updateTaken(db: Db, importId: number, shown: readonly number[], taken: readonly number[]): Promise<void> {
  const twins = () => db("import_lines").where({ import_id: importId }).whereNotNull("body").whereIn("position", [...shown]);
  await twins().update({ taken: 0 });
  await twins().whereIn("position", [...taken]).update({ taken: 1 });
}

export function listImportPictures(db: Db, importId: number): Promise<ImportPicture[]> {
  return db("import_pictures").where({ import_id: importId });
}

/** Removes what waited. */
export async function deleteWaiting(db: Db, importId: number): Promise<void> {
  await db("import_lines").where({ import_id: importId }).delete();
  await db("import_pictures").where({ import_id: importId }).delete();
}

/** What stands in the bank under these fingerprints: the oldest of each. */
export async function listTwins(db: Db, fingerprints: readonly string[]): Promise<Map<string, number>> {
  const twins = new Map<string, number>();
  for (const portion of inPortions([...new Set(fingerprints)], 500)) {
    const rows = await db("question_versions").whereIn("fingerprint", portion).orderBy("question_id", "desc").select("fingerprint", "question_id");
    for (const { fingerprint, question_id } of rows) twins.set(fingerprint!, question_id);
  }
  return twins;
}

export function listQuestionsOfImport(db: Db, importId: number): Promise<QuestionRow[]> {
  return db("questions").where({ import_id: importId }).orderBy("id").forUpdate();
}
