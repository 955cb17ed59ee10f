import { VERSION } from "../lib/version.ts";
import { KNOWN_STEPS } from "./migrations.ts";
import { listSteps } from "./steps.ts";
import type { Db } from "./tables.ts";

/** Steps that this program would still take, and steps that only a later program knows. */
export interface Shape { taken: readonly string[]; missing: readonly string[]; unknown: readonly string[] }

/** How the shape of a database compares with the one this program knows. A database without tables has taken none. */
export async function findShape(db: Db): Promise<Shape> {
  const taken = await listSteps(db);
  return { taken, missing: KNOWN_STEPS.filter((name) => !taken.includes(name)), unknown: taken.filter((name) => !KNOWN_STEPS.includes(name)) };
}

/** The same. @throws Error with words for whoever runs it where the database is newer: a program that does not know the newest steps would write what they no longer expect. */
export async function findKnownShape(db: Db): Promise<Shape> {
  const shape = await findShape(db);
  if (shape.unknown.length === 0) return shape;
  throw new Error(`This database belongs to a later version of Debrief: this one (${VERSION}) does not know ${shape.unknown.join(", ")}. Start that version, or bring back the backup from before the upgrade. Nothing was changed.`);
}
