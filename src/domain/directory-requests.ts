import type { Message } from "../lib/messages.ts";
import { insertRequests } from "../storage/directories.ts";
import type { Directory, DirectoryRequest } from "../storage/directory-tables.ts";
import type { Db, New } from "../storage/tables.ts";

/** How long requests wait to be written with those that come meanwhile, in milliseconds. */
const WAIT = 1_000;

interface Waiting { requests: New<DirectoryRequest>[]; timer: NodeJS.Timeout | undefined }
const waiting = new WeakMap<Db, Waiting>();

/** What is said of a request: not what it said. */
export interface NotedRequest { method: string; path: string; status: number; millis: number; problem: Message | undefined; ignored: readonly string[] }

/** Notes a request, so that an admin sees what goes wrong. Its program does not wait for that: ten thousand people must not be twenty thousand writes. */
export function noteRequest(db: Db, { id }: Directory, { problem, ignored, path, ...request }: NotedRequest, at: Date): void {
  const held = waiting.get(db) ?? { requests: [], timer: undefined };
  waiting.set(db, held);
  held.requests.push({
    directory_id: id, at: at.toISOString(), ...request, path: path.replace(/[^/]*[^/\w.-][^/]*|[^/]{61,}/g, "…").slice(0, 200),
    problem: problem ? JSON.stringify(problem) : null, ignored: ignored.length > 0 ? JSON.stringify([...new Set(ignored)].slice(0, 50)) : null,
  });
  held.timer ??= setTimeout(() => { keepRequests(db).catch((error: unknown) => console.error("Requests of a directory could not be noted:", error)); }, WAIT).unref();
}

/** Writes at once what waits. */
export async function keepRequests(db: Db): Promise<void> {
  const held = waiting.get(db);
  if (!held) return;
  clearTimeout(held.timer);
  waiting.delete(db);
  await insertRequests(db, held.requests);
}
