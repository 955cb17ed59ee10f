import { insertAuditEvent } from "../storage/audit-events.ts";
import type { QuestionImport } from "../storage/import-tables.ts";
import { deleteImported, listTouchedOfImport } from "../storage/imported-questions.ts";
import { listQuestionsOfImport, lockImport, updateImportFrom } from "../storage/question-imports.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** Removes every question that an import brought, as long as none of them stands in a quiz, was edited, or is a draft no more. Says how many there were. */
export async function takeBackImport(db: Db, author: Pick<Person, "id">, { id }: Pick<QuestionImport, "id">, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const held = await lockImport(tx, id);
    if (held?.state !== "done") throw new Refused("imports.not-done");
    await listQuestionsOfImport(tx, id);
    const touched = await listTouchedOfImport(tx, id);
    if (touched.length > 0) throw new Refused("imports.in-use", "form", { count: touched.length });
    const count = await deleteImported(tx, id);
    await updateImportFrom(tx, id, ["done"], { state: "taken-back", finished_at: at.toISOString() });
    await insertAuditEvent(tx, author.id, "questions.import-taken-back", held.public_id, { questions: count }, at);
    return count;
  });
}
