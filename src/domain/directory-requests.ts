import type { Message } from "../lib/messages.ts";
import { insertRequests } from "../storage/directories.ts";
import type { Directory, DirectoryRequest } from "../storage/directory-tables.ts";
import type { Db, New } from "../storage/tables.ts";
import { gathering } from "./gathering.ts";

const requests = gathering((): New<DirectoryRequest>[] => [], insertRequests, "Requests of a directory could not be noted:");

/** What is said of a request: not what it said. */
export interface NotedRequest { method: string; path: string; status: number; millis: number; problem: Message | undefined; ignored: readonly string[] }

/** Notes a request, so that an admin sees what goes wrong. Its program does not wait for that: ten thousand people must not be twenty thousand writes. */
export function noteRequest(db: Db, { id }: Directory, { problem, ignored, path, ...request }: NotedRequest, at: Date): void {
  const noted: New<DirectoryRequest> = {
    directory_id: id, at: at.toISOString(), ...request, path: path.replace(/[^/]*[^/\w.-][^/]*|[^/]{61,}/g, "…").slice(0, 200),
    problem: problem ? JSON.stringify(problem) : null, ignored: ignored.length > 0 ? JSON.stringify([...new Set(ignored)].slice(0, 50)) : null,
  };
  requests.note(db, (held) => { held.push(noted); });
}

export const keepRequests = requests.keep;
