import { DAY, later, MINUTE } from "../lib/clock.ts";
import { digest, newPublicId, newToken } from "../lib/ids.ts";
import type { ApiToken } from "../storage/api-tables.ts";
import * as store from "../storage/api-tokens.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findActiveMember, type Member } from "../storage/visitors.ts";
import type { Db } from "../storage/tables.ts";
import { isScope, mayHave, type Scope } from "./api-scopes.ts";
import { NotFound, Refused } from "./errors.ts";

/** A token lives for a year and a day at most. */
export const MOST_DAYS = 366;
export const LONGEST_NAME = 100;
const PREFIX = "dbt_";
/** So many characters of it may be seen. */
const SHOWN = PREFIX.length + 4;

/** `id` is the public id that it will have, so that a second click makes no second one. */
export interface TokenWish { id?: string; name: string; scopes: readonly string[]; expiresAt: Date }
/** Somebody's token as it is shown: who they are, and what it lets them do. */
export interface Holder { token: ApiToken; member: Member; scopes: readonly Scope[] }

/** The secret comes back this once; what is kept is a digest. @throws Refused for scopes that the maker's own roles do not allow, and for a token of this id that is there already */
export async function makeToken(db: Db, maker: Pick<Member, "id" | "roles">, { id = newPublicId(), name, scopes, expiresAt }: TokenWish, at: Date): Promise<{ token: ApiToken; secret: string }> {
  mayBe({ name, scopes, expiresAt }, maker, at);
  const secret = `${PREFIX}${newToken()}`;
  return db.transaction(async (tx) => {
    const token = await store.insertTokenOnce(tx, {
      public_id: id, token_hash: digest(secret), name: name.trim(), shown: `${secret.slice(0, SHOWN)}…`, scopes: JSON.stringify([...new Set(scopes)]), person_id: maker.id,
      created_at: at.toISOString(), expires_at: expiresAt.toISOString(), last_used_at: null, revoked_at: null, revoked_by: null,
    });
    if (!token) throw new Refused("api-tokens.made-already");
    await insertAuditEvent(tx, maker.id, "token.made", token.public_id, { name: token.name, scopes: [...new Set(scopes)], expires_at: token.expires_at }, at);
    return { token, secret };
  });
}

function mayBe({ name, scopes, expiresAt }: Omit<TokenWish, "id">, { roles }: Pick<Member, "roles">, at: Date): void {
  if (name.trim() === "") throw new Refused("api-tokens.name-missing", "name");
  if (name.trim().length > LONGEST_NAME) throw new Refused("fields.too-long", "name", { maximum: LONGEST_NAME });
  if (scopes.length === 0) throw new Refused("api-tokens.no-scope", "scopes");
  const odd = scopes.find((scope) => !isScope(scope) || !mayHave(roles, scope));
  if (odd !== undefined) throw new Refused("api-tokens.scope-odd", "scopes", { scope: odd.slice(0, 40) });
  if (!(expiresAt > at)) throw new Refused("api-tokens.expires-past", "expires");
  if (expiresAt > later(at, (MOST_DAYS + 1) * DAY)) throw new Refused("api-tokens.expires-late", "expires", { most: MOST_DAYS });
}

/** From now on nobody gets in with it. Doing it again changes nothing. */
export async function revokeToken(db: Db, actor: Pick<Member, "id">, publicId: string, at: Date): Promise<store.NamedToken> {
  return db.transaction(async (tx) => {
    const token = await store.findToken(tx, publicId);
    if (!token) throw new NotFound();
    if (token.revoked_at !== null) return token;
    await store.updateToken(tx, token.id, { revoked_at: at.toISOString(), revoked_by: actor.id });
    await insertAuditEvent(tx, actor.id, "token.revoked", publicId, { name: token.name }, at);
    return token;
  });
}

/**
 * Whose token this is. Nobody's, where it is unknown, expired or revoked, where its maker is deactivated, or where they have lost a role that one of its scopes needs: a token can do what its maker
 * can, or nothing.
 */
export async function holderOf(db: Db, secret: string, at: Date): Promise<Holder | undefined> {
  if (!/^dbt_[\w-]{43}$/.test(secret)) return undefined;
  const token = await store.findTokenByHash(db, digest(secret));
  if (!token || token.revoked_at !== null || token.expires_at <= at.toISOString()) return undefined;
  const member = await findActiveMember(db, token.person_id);
  const scopes = scopesOf(token);
  return member && scopes.every((scope) => isScope(scope) && mayHave(member.roles, scope)) ? { token, member, scopes } : undefined;
}

export function scopesOf({ scopes }: Pick<ApiToken, "scopes">): Scope[] {
  return JSON.parse(scopes) as Scope[];
}

/** Notes that it was used, once a minute. */
export async function noteUse(db: Db, { id, last_used_at }: Pick<ApiToken, "id" | "last_used_at">, at: Date): Promise<void> {
  const minute = new Date(Math.floor(at.getTime() / MINUTE) * MINUTE).toISOString();
  if (last_used_at === null || last_used_at < minute) await store.updateToken(db, id, { last_used_at: minute });
}
