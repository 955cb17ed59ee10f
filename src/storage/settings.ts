import { statement } from "./statements.ts";
import type { Db } from "./tables.ts";

export async function findSetting(db: Db, key: string): Promise<string | undefined> {
  return (await settingOf(db, key))[0]?.value;
}

const settingOf = statement<[key: string], { value: string }>((db, key) => db("settings").where({ key }).select("value"));

/** Others who want to change this setting wait until the transaction ends. */
export async function findSettingForUpdate(tx: Db, key: string): Promise<string | undefined> {
  return (await tx("settings").where({ key }).forUpdate().first())?.value;
}

/** Keeps the first value when several processes set it at once. */
export async function insertSettingOnce(db: Db, key: string, value: string): Promise<void> {
  await db("settings").insert({ key, value }).onConflict("key").ignore();
}

export async function updateSetting(db: Db, key: string, value: string): Promise<void> {
  await db("settings").insert({ key, value }).onConflict("key").merge();
}

export async function deleteSetting(db: Db, key: string): Promise<void> {
  await db("settings").where({ key }).delete();
}
