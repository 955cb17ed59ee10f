import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import type { EvidencePack } from "./evidence-tables.ts";
import type { Span } from "./evidence-records.ts";
import type { Db, New, Person } from "./tables.ts";

type Asked = Pick<EvidencePack, "public_id" | "author_id" | "first_day" | "last_day" | "time_zone" | "mode" | "least" | "created_at">;

export async function insertPack(db: Db, asked: Asked): Promise<EvidencePack> {
  const [row] = await db("evidence_packs").insert({ ...asked, state: "queued" }).returning("*");
  return numbersIn(row!);
}

export async function findPack(db: Db, publicId: string): Promise<EvidencePack | undefined> {
  const row = await db("evidence_packs").where({ public_id: publicId }).first();
  return row && numbersIn(row);
}

/** The newest first, with who asked for them. */
export async function listPacks(db: Db, limit: number): Promise<(EvidencePack & { author_name: string | null })[]> {
  const rows: Knex.QueryBuilder = db("evidence_packs").leftJoin("people", "people.id", "evidence_packs.author_id").orderBy("evidence_packs.id", "desc").limit(limit).select("evidence_packs.*", "people.name as author_name");
  return ((await rows) as (EvidencePack & { author_name: string | null })[]).map(numbersIn);
}

export function countWaitingPacks(db: Db): Promise<number> {
  return countRows(db("evidence_packs").whereIn("state", ["queued", "running"]));
}

/** Takes the oldest that waits, or whose process was not heard of since `silentSince`; undefined where another process was faster or none is left. */
export async function takePack(db: Db, run: string, silentSince: string, at: string): Promise<EvidencePack | undefined> {
  const isFree = (rows: Knex.QueryBuilder) => rows.where({ state: "queued" }).orWhere((lost) => lost.where({ state: "running" }).where("beat_at", "<", silentSince));
  const next = await db("evidence_packs").where(isFree).orderBy("id").first();
  if (!next) return undefined;
  const taken = await (db("evidence_packs") as Knex.QueryBuilder).where({ id: next.id }).where(isFree).update({ state: "running", run, beat_at: at, done: 0 });
  return taken === 1 ? { ...numbersIn(next), run } : undefined;
}

/** Only by the process that makes it; false where another has taken it over. */
export async function updatePack(db: Db, { id, run }: Pick<EvidencePack, "id" | "run">, changes: Partial<New<EvidencePack>>): Promise<boolean> {
  return (await db("evidence_packs").where({ id, run, state: "running" }).update(changes)) === 1;
}

export async function insertPiece(db: Db, packId: number, position: number, content: Uint8Array): Promise<void> {
  await db("evidence_pieces").insert({ pack_id: packId, position, content: Buffer.from(content) });
}

export async function findPiece(db: Db, packId: number, position: number): Promise<Uint8Array | undefined> {
  return (await db("evidence_pieces").where({ pack_id: packId, position }).first())?.content;
}

export async function deletePieces(db: Db, packId: number): Promise<void> {
  await db("evidence_pieces").where({ pack_id: packId }).delete();
}

export async function listExpiredPacks(db: Db, at: string): Promise<EvidencePack[]> {
  return (await db("evidence_packs").where({ state: "done" }).where("expires_at", "<=", at).orderBy("id").limit(50)).map(numbersIn);
}

/** False where it was removed already. */
export async function updateRemoved(tx: Db, id: number): Promise<boolean> {
  return (await tx("evidence_packs").where({ id, state: "done" }).update({ state: "removed" })) === 1;
}

/** The people of whom a pack with names tells results. */
export async function listPeopleIn(db: Db, { from, until }: Span): Promise<Pick<Person, "id" | "public_id">[]> {
  const sat = db("attempts").where("finished_at", ">=", from).where("finished_at", "<", until).whereNull("practice_of").select("person_id");
  const certified = db("certificates").where((any) => any.where("issued_at", ">=", from).where("issued_at", "<", until)).orWhere((any) => any.where("revoked_at", ">=", from).where("revoked_at", "<", until)).select("person_id");
  return db("people").whereNotIn("id", db("erasures").select("person_id")).where((any) => any.whereIn("id", sat).orWhereIn("id", certified)).orderBy("id").select("id", "public_id");
}

/** PostgreSQL gives large numbers as texts. */
function numbersIn<T extends EvidencePack>(row: T): T {
  return { ...row, bytes: Number(row.bytes) };
}

/** Those that were ready before a time. */
export async function listPacksBefore(db: Db, before: string, limit: number): Promise<EvidencePack[]> {
  return (await packsBefore(db, before).orderBy("id").limit(limit)).map(numbersIn);
}

export function countPacksBefore(db: Db, before: string): Promise<number> {
  return countRows(packsBefore(db, before));
}

function packsBefore(db: Db, before: string) {
  return db("evidence_packs").where({ state: "done" }).where("finished_at", "<", before);
}
