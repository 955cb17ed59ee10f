import type { Knex } from "knex";
import type { ApiToken } from "./api-tables.ts";
import { countRows } from "./counting-rows.ts";
import type { Db, New } from "./tables.ts";

/** A token with the name of whom it acts as. */
export type NamedToken = ApiToken & { maker_name: string; maker_public_id: string; maker_gone: string | null };

export function findTokenByHash(db: Db, hash: string): Promise<ApiToken | undefined> {
  return db("api_tokens").where({ token_hash: hash }).first();
}

export async function findToken(db: Db, publicId: string): Promise<NamedToken | undefined> {
  return (await named(db).where("api_tokens.public_id", publicId).first()) as NamedToken | undefined;
}

/** The newest first. */
export async function listTokens(db: Db): Promise<NamedToken[]> {
  return (await named(db).orderBy("api_tokens.id", "desc")) as NamedToken[];
}

export function countLiveTokens(db: Db, at: string): Promise<number> {
  return countRows(db("api_tokens").whereNull("revoked_at").where("expires_at", ">", at));
}

/** Nothing where one with this public id is there already. */
export async function insertTokenOnce(tx: Db, token: New<ApiToken>): Promise<ApiToken | undefined> {
  return (await tx("api_tokens").insert(token).onConflict("public_id").ignore().returning("*"))[0];
}

export async function updateToken(tx: Db, id: number, changes: Partial<Pick<ApiToken, "revoked_at" | "revoked_by" | "last_used_at">>): Promise<void> {
  await tx("api_tokens").where({ id }).update(changes);
}

function named(db: Db): Knex.QueryBuilder {
  return (db("api_tokens") as Knex.QueryBuilder).join("people", "people.id", "api_tokens.person_id")
    .select("api_tokens.*", "people.name as maker_name", "people.public_id as maker_public_id", "people.deactivated_at as maker_gone");
}
