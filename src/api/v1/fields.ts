import { z } from "zod";

/** The id of a thing, as addresses have it. */
export const idField = z.string().min(1).max(60);
export const dayField = z.iso.date().describe("A day, such as 2026-01-31.");
export const timeField = z.iso.datetime().describe("A moment in UTC, such as 2026-01-31T09:00:00.000Z.");

/** A line without characters that cannot be seen. */
export const lineField = (most: number) => z.string().trim().max(most).regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen");

/** Something that is named from elsewhere. */
export const refOf = (name: string, what: string) => z.strictObject({ id: z.string(), name: z.string() }).meta({ id: name, description: what });

/** One page of a list. */
export function pageOf(name: string, item: z.ZodType): z.ZodType {
  return z.strictObject({ items: z.array(item), next: z.url().nullable().describe("The address of the next page, null on the last one.") }).meta({ id: name, description: "One page of a list, in the order in which the entries were made." });
}
