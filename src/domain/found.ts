import { NotFound } from "./errors.ts";

/** Awaits a find and turns "nothing there" into a 404. */
export async function found<T>(finding: PromiseLike<T | undefined> | T | undefined): Promise<T> {
  const thing = await finding;
  if (thing === undefined) throw new NotFound();
  return thing;
}

/** PostgreSQL's integers end here: a greater number is an error to it, not just nothing found. */
const GREATEST = 2_147_483_647;

/** A counting number out of an address; anything else is a 404. */
export function positionParam(text: string | string[] | undefined): number {
  const number = typeof text === "string" && /^[1-9]\d*$/.test(text) ? Number(text) : Infinity;
  if (number > GREATEST) throw new NotFound();
  return number;
}
