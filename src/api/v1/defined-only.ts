import { NotFound } from "../../domain/errors.ts";

/** Awaits a find and turns "nothing there" into a 404. */
export async function found<T>(finding: PromiseLike<T | undefined> | T | undefined): Promise<T> {
  const thing = await finding;
  if (thing === undefined) throw new NotFound();
  return thing;
}

/** What is said of something; what is left out is left out. */
export function definedOnly<T extends object>(traits: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined)) as { [Name in keyof T]: Exclude<T[Name], undefined> };
}

/** PostgreSQL's integers end here: a greater number is an error to it, not just nothing found. */
const GREATEST = 2_147_483_647;

/** A counting number out of an address; anything else is a 404. */
export function numberIn(text: string): number {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Infinity;
  if (number > GREATEST) throw new NotFound();
  return number;
}
