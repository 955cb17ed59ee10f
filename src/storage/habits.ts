import { DEFAULT_WEIGHTS, type Habits, type Weights } from "../engine/learning/scheduling.ts";
import type { Knex } from "knex";
import { findSetting, updateSetting } from "./settings.ts";
import { statement } from "./statements.ts";
import type { Db } from "./tables.ts";

/** The parameters that were fitted for this installation last, and how many answers there were then. */
export interface FittedWeights { weights: Weights; answers: number; at: string }

const KEY = "forgetting";

/** Holds the person until the transaction ends, so that what they remember changes one answer after the other. Gives how this installation and this person forget. */
export async function lockHabits(tx: Db, personId: number): Promise<Habits> {
  return habitsIn((await heldPace(tx, personId))[0]);
}

interface Paced { pace: number | null; fitted: string | null }

export function habitsIn(row: Paced | undefined): Habits {
  return { weights: row?.fitted ? (JSON.parse(row.fitted) as FittedWeights).weights : DEFAULT_WEIGHTS, pace: row?.pace ?? 1 };
}

export const heldPace = statement<[personId: number], Paced>((db, id) => (db("people") as Knex.QueryBuilder).leftJoin("paces", "paces.person_id", "people.id")
  .leftJoin("settings", (join) => { join.onVal("settings.key", KEY); }).where("people.id", id).forNoKeyUpdate("people").select("paces.pace", "settings.value as fitted"));

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
