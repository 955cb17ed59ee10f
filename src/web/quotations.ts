import { surroundingsOf, type Surroundings } from "../engine/extraction/surroundings.ts";
import type { Evidence, Question } from "../engine/questions/question.ts";
import { spoils } from "../engine/questions/spoilers.ts";
import { listPassages, type Passage } from "../storage/passages.ts";
import type { Db } from "../storage/tables.ts";

/** A quotation, in its sentence where we have the article and the sentence gives nothing away. */
export type Quotation = Evidence & Partial<Surroundings>;

/** `listOpen` gives the questions of the same paper that are still to be answered. */
export async function findQuotations(db: Db, evidence: readonly Evidence[], listOpen: () => Promise<readonly Question[]>): Promise<Quotation[]> {
  const keys = evidence.flatMap(({ fact }) => fact ?? []);
  const passages = keys.length === 0 ? [] : await listPassages(db, keys);
  const open = passages.length === 0 ? [] : await listOpen();
  return evidence.map((quoted) => ({ ...quoted, ...around(passages.find((passage) => isPassageOf(passage, quoted)), open) }));
}

/** The article may have been pasted twice, or the fact been given other words since. */
function isPassageOf({ key, quote, text, start, end }: Passage, quoted: Evidence): boolean {
  return key === quoted.fact && quote === quoted.quote && text.slice(start, end) === quote;
}

function around(passage: Passage | undefined, open: readonly Question[]): Surroundings | undefined {
  const surroundings = passage && surroundingsOf(passage.text, passage);
  return surroundings && !spoils(`${surroundings.before} ${surroundings.after}`, open) ? surroundings : undefined;
}
