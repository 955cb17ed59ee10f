import type { Offered } from "../../domain/article-questions.ts";
import type { Level } from "../../engine/questions/question.ts";
import type { Db } from "../../storage/tables.ts";
import { findFindingsOf, type FindingWords } from "./findings.ts";
import { previewOf, type Preview } from "./keyed.ts";
import type { WORDS } from "./words.ts";

/** A question that the facts of an article give, with what the linter finds in it. */
export interface Offer { id: string; stem: string; level: Level; kind: keyof typeof WORDS.kind; preview: Preview; findings: FindingWords[]; isEdited: boolean; isWritable: boolean; spansOthers: boolean }

export async function asOffers(db: Db, offered: readonly Offered[]): Promise<Offer[]> {
  const findings = await findFindingsOf(db, offered.map(({ question }) => question));
  return offered.map(({ question, isEdited }, place) => {
    const { id, stem, level, kind, incident } = question;
    const preview = previewOf(JSON.stringify(question), `offer-${place + 1}`);
    return { id, stem, level, kind, isEdited, isWritable: true, spansOthers: incident === undefined, preview, findings: findings[place]! };
  });
}
