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
