import { BackupError } from "../../lib/backup-error.ts";
import { openHandle, type Handle } from "../sqlite/handle.ts";
import { isSameShape, quoted, shapeOfFile } from "./shape.ts";

interface Piece { type: string; name: string; sql: string }

/**
 * Holds a SQLite file that came from outside against one that this program made at the same step: the same tables and columns, no views; and its triggers are made anew, so that none runs that is not ours.
 * @throws BackupError where the tables are others.
 */
export async function makeConform(file: string, model: string): Promise<void> {
  const [handle, ours] = [await openHandle(file, "PRAGMA trusted_schema = OFF"), await openHandle(model, "PRAGMA query_only = ON")];
  try {
    const [pieces, wanted] = [await piecesOf(handle), await piecesOf(ours)];
    if (!isSameShape(await shapeOfFile(handle), await shapeOfFile(ours)) || pieces.some(({ type }) => type === "view")) throw new BackupError("other-shape");
    await handle.exec("BEGIN");
    for (const { name } of triggersIn(pieces)) await handle.exec(`DROP TRIGGER ${quoted(name)}`);
    for (const { sql } of triggersIn(wanted)) await handle.exec(sql);
    await handle.exec("COMMIT");
  } finally {
    await handle.close();
    await ours.close();
  }
}

const triggersIn = (pieces: readonly Piece[]) => pieces.filter(({ type }) => type === "trigger");

async function piecesOf(handle: Handle): Promise<Piece[]> {
  return (await handle.query("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name", [], "all")).rows as Piece[];
}
