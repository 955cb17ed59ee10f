/** What the placeholders of a text stand for. A list is said as one ("a, b and c"), days as seen from today ("tomorrow", "in 3 days"). */
export interface Values { readonly [name: string]: Value }
export type Value = string | number | Message | { readonly days: number } | readonly Words[];

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
