import { keyWords } from "../../engine/questions/key-words.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { Words } from "../../lib/messages.ts";
import { findBodyNow, listRulings, type ExplainedRuling } from "../../storage/rulings.ts";
import type { Db } from "../../storage/tables.ts";

/** How a version is marked now, where that is another way than when it was published: when and why, and what its key was and is. */
export interface Correction extends Pick<ExplainedRuling, "kind" | "reason" | "at"> { before: Words; after: Words }

/** A version with the key that counts now, and how that differs from the one that it was made with. */
export async function findCorrected(db: Db, version: { id: number; body: string }): Promise<{ body: string; correction: Correction | undefined }> {
  const body = (await findBodyNow(db, version.id)) ?? version.body;
  const [ruling] = await listRulings(db, [version.id]);
  const wordsOf = (its: string) => keyWords(JSON.parse(its) as Question);
  return { body, correction: ruling && { kind: ruling.kind, reason: ruling.reason, at: ruling.at, before: wordsOf(version.body), after: wordsOf(body) } };
}
