import { createHmac } from "node:crypto";

/** Where somebody reads of people without names: who reads, on which page, in which quarter (2026-Q1). */
export interface Reading { viewer: string; page: string; quarter: string }

/**
 * What a person is called there: the same whenever the page is opened in that quarter, and another for another reader, page or quarter, so that rows cannot be joined.
 * It hides who it is from whoever does not know what that person did; it does not hide what people did alike. `secret` is the installation's.
 */
export function pseudonymOf(secret: string, personId: number, { viewer, page, quarter }: Reading): string {
  return createHmac("sha256", secret).update(JSON.stringify([viewer, page, quarter, personId])).digest("hex").slice(0, 8).toUpperCase();
}

/** The quarter of a moment, in UTC: 2026-Q1. */
export function quarterOf(at: Date): string {
  return `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
}
