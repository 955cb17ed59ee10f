import { unseal } from "../lib/sealing.ts";
import type { Webhook } from "../storage/hook-tables.ts";

export const ADDRESS_OF_WEBHOOK = "address of a webhook";
export const SECRET_OF_WEBHOOK = "signing secret of a webhook";

/** The secrets that sign now, the newest first; none where SESSION_SECRET has changed since. */
export function secretsOf({ sealed_secret, sealed_old_secret, old_secret_until }: Pick<Webhook, "sealed_secret" | "sealed_old_secret" | "old_secret_until">, secret: string, at: Date): string[] {
  const isOldGood = sealed_old_secret !== null && old_secret_until !== null && old_secret_until > at.toISOString();
  return [sealed_secret, ...(isOldGood ? [sealed_old_secret] : [])].flatMap((sealed) => unseal(sealed, secret, SECRET_OF_WEBHOOK) ?? []);
}
