import { Worker } from "node:worker_threads";

/** How long work that is done apart may take, and how much it may keep. */
export interface ApartLimits { milliseconds: number; megabytes: number }

/** Work that was stopped because it took too long or too much. */
export class ApartError extends Error {
  override name = "ApartError";
}

/** Has one task after the other done in a thread of its own. `waiting` counts those that are not done; `ready` has the thread begin before there is one, because that takes longer than most tasks. */
export interface Apart { waiting: () => number; ready: () => void; work: <Answer>(task: unknown) => Promise<Answer> }

/** A thread that has nothing to do for so long ends; until then the next task need not wait for it to begin. */
const IDLE = 60_000;

/**
 * A thread that answers each message that it gets with one, so that everything else goes on meanwhile. Where a task reaches a limit, it ends alone with an ApartError, and the next gets a new thread.
 */
export function apart(module: URL, { milliseconds, megabytes }: ApartLimits): Apart {
  let [last, waiting, idle]: [Promise<unknown>, number, Worker | undefined] = [Promise.resolve(), 0, undefined];
  const begun = () => {
    const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 } });
    return worker.on("error", () => undefined).on("exit", () => { if (idle === worker) idle = undefined; });
  };
  const work = async <Answer>(task: unknown): Promise<Answer> => {
    const worker = idle ?? begun();
    idle = undefined;
    worker.ref();
    const answer = await answerOf<Answer>(worker, task, milliseconds);
    rest(worker);
    return answer;
  };
  const rest = (worker: Worker) => {
    idle = worker;
    worker.unref();
    setTimeout(() => { if (idle === worker && waiting === 0) { idle = undefined; void worker.terminate(); } }, IDLE).unref();
  };
  return {
    waiting: () => waiting,
    ready: () => { if (idle === undefined && waiting === 0) rest(begun()); },
    work: <Answer>(task: unknown) => {
      waiting++;
      const done = last.then(() => work<Answer>(task)).finally(() => { waiting--; });
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** A thread that did not answer in time, or at all, is of no more use. */
function answerOf<Answer>(worker: Worker, task: unknown, milliseconds: number): Promise<Answer> {
  const { promise, resolve, reject } = withResolvers<Answer>();
  const fail = (error: Error) => { reject(error); void worker.terminate(); };
  const failed = (error: NodeJS.ErrnoException) => { fail(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new ApartError("It took too much memory.") : error); };
  const ended = () => { reject(new ApartError("It ended without an answer.")); };
  const stop = setTimeout(() => { fail(new ApartError("It took too long.")); }, milliseconds);
  worker.once("message", resolve).once("error", failed).once("exit", ended).postMessage(task);
  return promise.finally(() => { clearTimeout(stop); worker.off("message", resolve).off("error", failed).off("exit", ended); });
}

function withResolvers<Answer>() {
  let resolve!: (answer: Answer) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Answer>((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
}
