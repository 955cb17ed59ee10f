import type { InstallationSettings } from "./audit-tables.ts";
import { tellNews } from "./news.ts";
import type { Db } from "./tables.ts";

export function listInstallationSettings(db: Db): Promise<InstallationSettings[]> {
  return db("installation_settings");
}

/** Nobody else changes this section until the transaction ends. */
export async function lockInstallationSettings(tx: Db, section: string, at: string): Promise<InstallationSettings> {
  await tx("installation_settings").insert({ section, version: 0, given: "{}", changed_at: at, changed_by: null }).onConflict("section").ignore();
  return (await tx("installation_settings").where({ section }).forUpdate().first())!;
}

export async function updateInstallationSettings(tx: Db, { section, ...changes }: InstallationSettings): Promise<void> {
  await tx("installation_settings").where({ section }).update(changes);
  await tellNews(tx, "settings");
}

/** Whether this picture is the logo. */
export async function isLogo(db: Db, digest: string): Promise<boolean> {
  const row = await db("installation_settings").where({ section: "appearance" }).first();
  return row !== undefined && (JSON.parse(row.given) as { logo?: string }).logo === digest;
}
