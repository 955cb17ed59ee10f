import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHandle, type Handle } from "../../src/storage/sqlite/handle.ts";

export interface NotesFile { filename: string; connect: (pragmas?: string) => Promise<Handle>; close: () => Promise<void> }

/** A new SQLite file with a table of notes and as many connections to it as are asked for. `close` ends those and removes it. */
export async function openNotes(busyTimeout: number, column: "text TEXT NOT NULL" | "text TEXT NOT NULL UNIQUE"): Promise<NotesFile> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-notes-"));
  const filename = join(folder, "a.sqlite");
  const handles: Handle[] = [];
  const connect = async (pragmas = `PRAGMA journal_mode = WAL; PRAGMA busy_timeout = ${busyTimeout};`) => {
    const handle = await openHandle(filename, pragmas);
    handles.push(handle);
    return handle;
  };
  await (await connect()).exec(`CREATE TABLE notes (${column})`);
  return {
    filename, connect,
    close: async () => {
      for (const handle of handles) await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
