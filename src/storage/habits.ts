import { DEFAULT_WEIGHTS, type Habits, type Weights } from "../engine/learning/scheduling.ts";
import { findSetting, updateSetting } from "./settings.ts";
import type { Db } from "./tables.ts";

/** The parameters that were fitted for this installation last, and how many answers there were then. */
export interface FittedWeights { weights: Weights; answers: number; at: string }

const KEY = "forgetting";

/** Holds the person until the transaction ends, so that what they remember changes one answer after the other. Gives how this installation and this person forget. */
export async function lockHabits(tx: Db, personId: number): Promise<Habits> {
  const row = await tx("people").leftJoin("paces", "paces.person_id", "people.id").where("people.id", personId).forNoKeyUpdate("people").first<{ pace: number | null } | undefined>("paces.pace");
  return { weights: (await findFittedWeights(tx))?.weights ?? DEFAULT_WEIGHTS, pace: row?.pace ?? 1 };
}

export async function findFittedWeights(db: Db): Promise<FittedWeights | undefined> {
  const text = await findSetting(db, KEY);
  return text === undefined ? undefined : (JSON.parse(text) as FittedWeights);
}

export async function updateFittedWeights(db: Db, fitted: FittedWeights): Promise<void> {
  await updateSetting(db, KEY, JSON.stringify(fitted));
}

export async function findPace(db: Db, personId: number): Promise<number> {
  return (await db("paces").where({ person_id: personId }).first())?.pace ?? 1;
}

export async function updatePace(db: Db, personId: number, pace: number): Promise<void> {
  await db("paces").insert({ person_id: personId, pace }).onConflict("person_id").merge();
}
