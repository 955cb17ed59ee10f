import { parentPort, workerData } from "node:worker_threads";
import { BackupError } from "../lib/backup-error.ts";
import { openDatabase } from "../storage/database.ts";
import { PATIENT } from "../storage/postgres/patience.ts";
import { backUp } from "./backups.ts";
import type { Task } from "./backing-up-apart.ts";

/** The other side of backing-up-apart.ts: makes one backup and says what came of it. */
const { url, file, dataDir, at } = workerData as Task;
const db = openDatabase(url, PATIENT);
try {
  parentPort!.postMessage({ made: await backUp(db, { file, dataDir, at: new Date(at) }) });
} catch (error) {
  parentPort!.postMessage({ problem: error instanceof BackupError ? error.words : undefined, message: String((error as Error).stack) });
} finally {
  await db.destroy();
}
