import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { besides } from "../lib/whole-files.ts";
import { KEPT_FOLDERS } from "../storage/backups/own-files.ts";
import { folderOf, type Archive } from "../storage/backups/reading.ts";

/** Files that lie beside their place. `swap` gives them their place and says where the old ones are. */
export interface Staged { swap: () => Promise<string[]>; abandon: () => Promise<void> }

/** Unpacks content of one's own beside what is there; a backup without any leaves it as it is. @throws BackupError for a file that belongs elsewhere. */
export async function stageFiles({ manifest, piecesOf }: Archive, dataDir: string): Promise<Staged> {
  const stages = new Map(KEPT_FOLDERS.filter((folder) => manifest.files.some(({ path }) => path.startsWith(`${folder}/`))).map((folder) => [folder, besides(join(dataDir, folder), "restoring")]));
  const abandon = async () => { for (const stage of stages.values()) await rm(stage, { recursive: true, force: true }); };
  try {
    for (const [index, { path }] of manifest.files.entries()) await writePieces(placeOf(path, stages), piecesOf(folderOf(index)));
  } catch (error) {
    await abandon();
    throw error;
  }
  return { swap: () => swap(stages, dataDir), abandon };
}

function placeOf(path: string, stages: ReadonlyMap<string, string>): string {
  const [folder = "", ...rest] = path.split("/");
  const stage = stages.get(folder);
  if (stage === undefined || rest.length === 0) throw new BackupError("foreign");
  return join(stage, ...rest);
}

/** A file that only its owner may read; it is on disk when this ends. */
export async function writePieces(file: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function swap(stages: ReadonlyMap<string, string>, dataDir: string): Promise<string[]> {
  const kept: string[] = [];
  for (const [folder, stage] of stages) {
    const place = join(dataDir, folder);
    if (existsSync(place)) { const old = besides(place, "before-restore"); await rename(place, old); kept.push(old); }
    await rename(stage, place);
  }
  return kept;
}
