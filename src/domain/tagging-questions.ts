import { LONGEST_TAG, MOST_TAGS } from "../engine/questions/tagging.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { indexWords } from "../storage/bank-index.ts";
import { deleteTag, insertTag, listTagsOf } from "../storage/question-tags.ts";
import { lockQuestion } from "../storage/questions.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** The question has exactly these tags, which are normalised. Tags help trainers to find it: they make no new version. */
export function tagQuestion(db: Db, author: Pick<Person, "id">, { id }: Pick<QuestionRow, "id">, tags: readonly string[], at: Date): Promise<void> {
  if (tags.length > MOST_TAGS) throw new Refused("tags.too-many", "tags", { maximum: MOST_TAGS });
  if (tags.some((tag) => tag.length > LONGEST_TAG)) throw new Refused("tags.too-long", "tags", { maximum: LONGEST_TAG });
  return db.transaction(async (tx) => {
    const held = await lockQuestion(tx, id);
    if (!held) throw new NotFound();
    const before = (await listTagsOf(tx, [id])).get(id) ?? [];
    const [added, removed] = [tags.filter((tag) => !before.includes(tag)), before.filter((tag) => !tags.includes(tag))];
    if (added.length + removed.length === 0) return;
    for (const tag of added) await insertTag(tx, [id], tag);
    for (const tag of removed) await deleteTag(tx, [id], tag);
    await indexWords(tx, [id]);
    await insertAuditEvent(tx, author.id, "question.tagged", held.public_id, { added, removed }, at);
  });
}
