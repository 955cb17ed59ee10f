import { Worker } from "node:worker_threads";

/** Where work is done apart, and how much of it: how long it may take and how much it may keep. */
export interface ApartLimits { milliseconds: number; megabytes: number }

/** Work that was stopped because it took too long or too much. */
export class ApartError extends Error {
  override name = "ApartError";
}

/**
 * Has a module answer in a thread of its own, so that everything else goes on. The module gets `task` as its workerData and posts one message, which is the answer.
 * @throws ApartError where a limit is reached; else whatever the module throws
 */
export function workApart<Answer>(module: URL, task: unknown, { milliseconds, megabytes }: ApartLimits): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 } });
    const stop = setTimeout(() => { reject(new ApartError("It took too long.")); void worker.terminate(); }, milliseconds);
    worker.once("message", (answer: Answer) => { resolve(answer); void worker.terminate(); });
    worker.once("error", (error: NodeJS.ErrnoException) => { reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new ApartError("It took too much memory.") : error); });
    worker.once("exit", () => { clearTimeout(stop); reject(new ApartError("It ended without an answer.")); });
  });
}
