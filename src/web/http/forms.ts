import type { z } from "zod";
import { Refused } from "../../domain/errors.ts";
import { say, type Value, type Words } from "../../lib/messages.ts";

/** What was typed and the first complaint about each field; `render` puts the complaints into words. */
export interface Form { values: Record<string, unknown>; errors: Record<string, Words> }
export type ReadForm<T> = { form: Form; value: T } | { form: Form; value?: undefined };

export const emptyForm = (values: Form["values"] = {}): Form => ({ values, errors: {} });

/** Parses a submitted form; on failure keeps what was typed beside the first complaint per field. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  const values = { ...(body as Form["values"] | undefined) };
  const result = schema.safeParse(values);
  if (result.success) return { form: emptyForm(values), value: result.data };

  const errors = Object.create(null) as Form["errors"];
  for (const issue of result.error.issues) errors[issue.path.join(".") || "form"] ??= wordsOf(issue);
  return { form: { values, errors } };
}

/** A complaint's message is a key; its limits, counted for texts that have a plural, and what a check of our own says in `params`, are its values. What is too long has a limit; a field without one came as no text at all. */
function wordsOf(issue: z.core.$ZodIssue): Words {
  const { minimum, maximum, params } = issue as { minimum?: Value; maximum?: Value; params?: Record<string, Value> };
  const limit = minimum ?? maximum;
  return say(issue.message === "fields.too-long" && issue.code === "invalid_type" ? "fields.unsent" : issue.message, { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }), ...(typeof limit === "number" && { count: limit }), ...params });
}

/**
 * The complaints in the order in which the fields stand on the page, which is that in which a browser sends them. A field that was not sent, such as a choice that nobody made, keeps its place behind the complaint
 * that was found before it.
 */
export function inFieldOrder<Complaint>({ values = {}, errors }: { values?: Form["values"]; errors: Record<string, Complaint> }): [field: string, complaint: Complaint][] {
  const sent = new Map(Object.keys(values).map((field, place) => [field, place]));
  let last = -1;
  const placed = Object.entries(errors).map((complaint) => { last = sent.get(complaint[0]) ?? last; return { complaint, place: last }; });
  return placed.sort((one, other) => one.place - other.place).map(({ complaint }) => complaint);
}

/** Does the deed; a refusal becomes the form's complaint, and undefined comes back. */
export async function tryDeed<T>(form: Form, deed: Promise<T>): Promise<T | undefined> {
  try {
    return await deed;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    form.errors[error.field] = error.words;
    return undefined;
  }
}
