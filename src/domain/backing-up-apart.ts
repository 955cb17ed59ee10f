import { Worker } from "node:worker_threads";
import type { Message } from "../lib/messages.ts";
import { programFile } from "../lib/program-folder.ts";
import type { Backup } from "./backups.ts";

export interface Task { url: string; file: string; dataDir: string; at: string }
/** `problem` is for whoever reads the office, `message` for the log. */
export type Outcome = { made: Backup } | { problem: Message | undefined; message: string };

const MODULE = programFile("dist/apart/backup-worker.js");

/** Makes a backup in a thread of its own, so that pages go on. Undefined where it was told to stop; what it had begun is left lying. */
export function backUpApart(task: Task, stop: AbortSignal): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(MODULE, { workerData: task, stderr: false });
    const end = () => { void worker.terminate(); resolve(undefined); };
    stop.addEventListener("abort", end, { once: true });
    worker.once("message", (outcome: Outcome) => { stop.removeEventListener("abort", end); resolve(outcome); });
    worker.once("error", (error) => { resolve({ problem: undefined, message: String(error.stack) }); });
    worker.once("exit", () => { resolve({ problem: undefined, message: "The thread ended without an answer." }); });
  });
}
