import { inPortions } from "./batches.ts";
import type { Db, PaperItem } from "./tables.ts";

/** Keeps when lines of papers were seen first; one that is known stays. */
export async function updateShown(db: Db, seen: readonly Pick<PaperItem, "id" | "shown_at">[]): Promise<void> {
  for (const portion of inPortions(seen)) {
    const cases = portion.map(() => "WHEN ? THEN ?").join(" ");
    await db("paper_items").whereIn("id", portion.map(({ id }) => id)).whereNull("shown_at").update({ shown_at: db.raw(`CASE id ${cases} END`, portion.flatMap(({ id, shown_at }) => [id, shown_at!])) });
  }
}
