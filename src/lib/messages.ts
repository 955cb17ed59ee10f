/**
 * What the placeholders of a text stand for. A list is said as one ("a, b and c"), days as seen from today ("tomorrow", "in 3 days"), seconds as a time that something takes
 * ("12 minutes 30 seconds"), whole per cent as a share; `on`, `at` and `moment` are the day, the time of day and both of an ISO time on the reader's clock.
 */
export interface Values { readonly [name: string]: Value }
export type Value = string | number | Message | { readonly days: number } | { readonly seconds: number } | { readonly percent: number } | { readonly on: string } | { readonly at: string } | { readonly moment: string } | readonly Words[];

/** A text of the catalogues (`locales/`) by its key, in whatever language its reader speaks. */
export interface Message { readonly key: string; readonly values?: Values }

/** A message, or a text that is shown as it stands, such as a name. */
export type Words = string | Message;

export function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && typeof (value as Message).key === "string";
}

/** `say("people.added", { name })`, to be put into words later, for whoever reads it. */
export function say(key: string, values?: Values): Message {
  return values ? { key, values } : { key };
}
