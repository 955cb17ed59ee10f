import { inPortions } from "./batches.ts";
import { write } from "./deeds.ts";
import { rowsAsJson, rowsOfJson } from "./json-rows.ts";
import { statement } from "./statements.ts";
import type { Db, PaperItem } from "./tables.ts";

/** Keeps when lines of papers were seen first; one that is known stays. */
export async function updateShown(db: Db, seen: readonly Pick<PaperItem, "id" | "shown_at">[]): Promise<void> {
  for (const portion of inPortions(seen)) await write(db, (tx) => update(tx, rowsAsJson(COLUMNS, portion)));
}

const COLUMNS = ["id", "shown_at"] as const;
const update = statement<[rows: string], never>((db, rows) => db.raw(`UPDATE paper_items SET shown_at = seen.shown_at FROM (${rowsOfJson(db, COLUMNS, new Set(["id"]))}) AS seen WHERE paper_items.id = seen.id AND paper_items.shown_at IS NULL`, [rows]));
