import type { Knex } from "knex";
import type { LearningAccount, LearningInvitation, LearningSystem, NewLearningSystem, ToolKey } from "./learning-tables.ts";
import type { Db, New } from "./tables.ts";

export function listLearningSystems(db: Db): Promise<LearningSystem[]> {
  return db("learning_systems").orderBy(["name", "id"]);
}

export function findLearningSystem(db: Db, publicId: string): Promise<LearningSystem | undefined> {
  return db("learning_systems").where({ public_id: publicId }).first();
}

/** One that may launch now. */
export function findOpenSystem(db: Db, id: number): Promise<LearningSystem | undefined> {
  return db("learning_systems").where({ id, is_on: 1 }).first();
}

export function listOpenSystems(db: Db): Promise<LearningSystem[]> {
  return db("learning_systems").where({ is_on: 1 }).orderBy("id");
}

/** Nothing comes back where this registration is known already. */
export async function insertLearningSystemOnce(tx: Db, system: NewLearningSystem): Promise<LearningSystem | undefined> {
  const [row] = await tx("learning_systems").insert(system).onConflict(["issuer", "client_id"]).ignore().returning("*");
  return row;
}

export async function updateLearningSystem(tx: Db, id: number, changes: Partial<NewLearningSystem>): Promise<void> {
  await tx("learning_systems").where({ id }).update(changes);
}

/** With what it was to be told. Who its people are here is forgotten with the last registration of its issuer. */
export async function deleteLearningSystem(tx: Db, { id, issuer }: LearningSystem): Promise<void> {
  await tx("learning_systems").where({ id }).delete();
  const left = await tx("learning_systems").where({ issuer }).first();
  if (!left) await tx("learning_accounts").where({ issuer }).delete();
}

export function findLearningAccount(tx: Db, issuer: string, subject: string): Promise<LearningAccount | undefined> {
  return tx("learning_accounts").where({ issuer, subject }).first();
}

/** Who launched at the same moment was faster, or nobody. */
export async function insertLearningAccountOnce(tx: Db, account: New<LearningAccount>): Promise<void> {
  await tx("learning_accounts").insert(account).onConflict(["issuer", "subject"]).ignore();
}

export async function touchLearningAccount(tx: Db, id: number, at: string): Promise<void> {
  await tx("learning_accounts").where({ id }).update({ last_at: at });
}

/** How many people are known of each issuer. */
export async function countAccounts(db: Db): Promise<Map<string, number>> {
  const rows = await (db("learning_accounts") as Knex.QueryBuilder).groupBy("issuer").select("issuer").count<{ issuer: string; total: unknown }[]>({ total: "*" });
  return new Map(rows.map(({ issuer, total }) => [issuer, Number(total)]));
}

/** The newest first. */
export function listToolKeys(db: Db): Promise<ToolKey[]> {
  return db("tool_keys").orderBy(["used_from", "kid"]).then((keys) => keys.reverse());
}

export async function insertToolKey(tx: Db, key: ToolKey): Promise<void> {
  await tx("tool_keys").insert(key);
}

export async function deleteToolKeys(tx: Db, kids: readonly string[]): Promise<void> {
  await tx("tool_keys").whereIn("kid", [...kids]).delete();
}

export async function insertInvitation(db: Db, invitation: LearningInvitation): Promise<void> {
  await db("learning_invitations").insert(invitation);
}

export function findInvitation(db: Db, tokenHash: string, at: string): Promise<LearningInvitation | undefined> {
  return db("learning_invitations").where({ token_hash: tokenHash }).where("expires_at", ">", at).first();
}

/** False where it was used meanwhile. */
export async function deleteInvitation(tx: Db, tokenHash: string): Promise<boolean> {
  return (await tx("learning_invitations").where({ token_hash: tokenHash }).delete()) > 0;
}
