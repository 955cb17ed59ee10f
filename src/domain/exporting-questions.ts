import type { Picture } from "../engine/questions/formats/item-writers.ts";
import type { Writer } from "../engine/questions/formats/writing.ts";
import type { SheetLanguage } from "../engine/questions/formats/sheet-columns.ts";
import { questionSchema, type Question } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { digestsIn, listPictures } from "../storage/pictures.ts";
import type { Db, Person } from "../storage/tables.ts";

/** A file of these questions with the pictures that they show. What a format cannot hold at all is left out; noted is who took how many, because the keys go with them. */
export async function exportQuestions(db: Db, actor: Pick<Person, "id">, writer: Writer, bodies: readonly string[], language: SheetLanguage, at: Date): Promise<string | Uint8Array> {
  const questions = questionsIn(bodies).filter((question) => writer.refuses?.(question) === undefined);
  const file = await writer.write(questions, await picturesOf(db, bodies), language);
  await insertAuditEvent(db, actor.id, "questions.exported", writer.name, { questions: questions.length }, at);
  return file;
}

export function questionsIn(bodies: readonly string[]): Question[] {
  return bodies.map((body) => questionSchema.parse(JSON.parse(body)));
}

async function picturesOf(db: Db, bodies: readonly string[]): Promise<Picture[]> {
  const digests = [...new Set(bodies.flatMap(digestsIn))];
  return digests.length > 0 ? listPictures(db, digests) : [];
}
