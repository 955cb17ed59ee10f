import { insertAuditEvent } from "../storage/audit-events.ts";
import { indexWords } from "../storage/bank-index.ts";
import { countTagged, deleteTag, insertTag, lockTagged } from "../storage/question-tags.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** `from` and `to` are normalised. `merges`: whoever wishes it has read that there is such a tag already. */
export interface Renaming { from: string; to: string; merges: boolean }

/**
 * All questions with the one tag have the other instead. Like all that is done with tags it makes no versions. Says how many questions there were.
 * @throws NotFound where no question has the tag (any more); Refused where the new one is empty or the same, or is in use and `merges` is false
 */
export async function renameTag(db: Db, trainer: Pick<Person, "id">, { from, to, merges }: Renaming, at: Date): Promise<number> {
  if (to === "") throw new Refused("tags.name-missing", "to");
  if (to === from) throw new Refused("tags.name-same", "to");
  return db.transaction(async (tx) => {
    const renamed = await lockTagged(tx, from);
    if (renamed.length === 0) throw new NotFound("tags.gone");
    const there = await countTagged(tx, to);
    if (there > 0 && !merges) throw new Refused("tags.exists", "to", { tag: to, count: there });
    const both = new Set(await lockTagged(tx, to, renamed));
    await deleteTag(tx, renamed, from);
    await insertTag(tx, renamed.filter((id) => !both.has(id)), to);
    await indexWords(tx, renamed);
    await insertAuditEvent(tx, trainer.id, there > 0 ? "tag.merged" : "tag.renamed", from, { to, questions: renamed.length }, at);
    return renamed.length;
  });
}
