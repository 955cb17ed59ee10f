import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The folder of DATA_DIR that holds files which nothing else knows: content of your own. */
export const KEPT_FOLDERS = ["content"];

/** Its plain files by their path below DATA_DIR, in order; links and whatever else lies there are left out. */
export async function listOwnFiles(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of KEPT_FOLDERS) await gather(dataDir, folder, found);
  return found.sort();
}

async function gather(dataDir: string, folder: string, found: string[]): Promise<void> {
  const entries = await readdir(join(dataDir, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => { if (error.code === "ENOENT") return []; throw error; });
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) await gather(dataDir, path, found);
    else if (entry.isFile()) found.push(path);
  }
}

export function readOwnFile(dataDir: string, path: string): AsyncIterable<Buffer> {
  return createReadStream(join(dataDir, path), { highWaterMark: 1 << 20 });
}
