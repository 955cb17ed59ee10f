import { isUnreachable } from "./troubles.ts";

/** Why a start or a command failed, in words that say what to do. */
export function explainFailure(error: unknown): string {
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string };
  if (code === "EADDRINUSE") return "The port is taken by another program. Choose another one with PORT=... (or METRICS_PORT=...).";
  if (code === "EADDRNOTAVAIL") return "This machine has no such address. Choose another one with HOST=... (or METRICS_HOST=...).";
  if (code === "EACCES" && syscall === "listen") return "This port may not be used. Choose one above 1023 with PORT=...";
  if (code === "ERR_INVALID_URL") return "The address of the database cannot be read. Within user and password write %25 for %, %2F for /, %40 for @, %23 for # and %3F for ?.";
  if (isUnreachable(error)) return "The database does not answer. Check DATABASE_URL (or --to) and that PostgreSQL is running.";
  return DATABASE_WORDS.find(([codes]) => codes.includes(code ?? ""))?.[1] ?? message ?? String(error);
}

const DATABASE_WORDS: readonly (readonly [codes: readonly string[], words: string])[] = [
  [["28P01", "28000"], "PostgreSQL does not let this user in. Check user and password in DATABASE_URL (or --to)."],
  [["3D000"], "PostgreSQL has no database of this name. Make it (createdb NAME), or check DATABASE_URL."],
  [["42501"], "This user may not change the database. Make it the owner: ALTER DATABASE ... OWNER TO ..., and of the schema it uses."],
  [["SQLITE_NOTADB", "SQLITE_CORRUPT"], "The file that DATABASE_URL names is no SQLite database, or it is damaged. Name another file, or bring back a backup: debrief restore FILE --replace keeps what is there beside it. Nothing was changed."],
  [["SQLITE_CANTOPEN", "EACCES", "EPERM", "ENOTDIR", "EISDIR", "EEXIST"], "The database file, or the folder it is to stand in, cannot be opened. Check DATABASE_URL and DATA_DIR, and that the user who runs Debrief may write there."],
  [["SQLITE_READONLY", "EROFS"], "The database file cannot be written. The user who runs Debrief needs to write to it and to its folder; nothing was changed."],
  [["SQLITE_BUSY", "SQLITE_LOCKED"], "Another process writes to the database file and does not let go of it. Stop what else uses it (a copy, a shell, a second server that hangs) and start again."],
  [["SQLITE_FULL", "ENOSPC", "53100"], "The disk is full. Make room and start again; nothing that was stored is lost."],
];
