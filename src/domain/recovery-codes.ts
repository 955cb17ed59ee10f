import { createHmac, randomInt } from "node:crypto";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findOneTimeSecret } from "../storage/one-time-secrets.ts";
import { countPasskeysOf } from "../storage/passkeys.ts";
import { insertRecoveryCodes, updateRecoveryCodeUsed } from "../storage/recovery-codes.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

const HOW_MANY = 10;
/** Without letters and digits that look alike: 31 signs, 59 bits in a code. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 12;

/** Ten new codes in place of all that there were. They are shown once: the database keeps what the secret of the installation makes of them. */
export async function renewRecoveryCodes(tx: Db, personId: number, secret: string, at: Date): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
  await insertRecoveryCodes(tx, personId, codes.map((code) => digestOf(code, personId, secret)), at.toISOString());
  return codes;
}

/** Takes a code once, however it is typed: with or without hyphens, in any case. */
export function useRecoveryCode(db: Db, personId: number, typed: string, secret: string, at: Date): Promise<boolean> {
  return updateRecoveryCodeUsed(db, personId, digestOf(typed, personId, secret), at.toISOString());
}

/** "h4kp-9x2m-qq7d" */
function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]!).join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}

function digestOf(code: string, personId: number, secret: string): string {
  return createHmac("sha256", secret).update(`recovery code ${personId} ${code.toLowerCase().replace(/[\s-]/g, "")}`).digest("base64url");
}

/** Somebody has used most of theirs, or fears that they were seen. @throws Refused where there is nothing that they could stand in for */
export async function renewOwnCodes(db: Db, owner: Pick<Person, "id" | "public_id">, secret: string, at: Date): Promise<string[]> {
  return db.transaction(async (tx) => {
    if (!(await findOneTimeSecret(tx, owner.id))?.confirmed_at && (await countPasskeysOf(tx, owner.id)) === 0) throw new Refused("accounts.no-factor");
    await insertAuditEvent(tx, owner.id, "person.recovery-codes-made", owner.public_id, {}, at);
    return renewRecoveryCodes(tx, owner.id, secret, at);
  });
}
