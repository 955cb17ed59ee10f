import { surroundingsOf, type Surroundings } from "../engine/extraction/surroundings.ts";
import type { Evidence, Question } from "../engine/questions/question.ts";
import { spoils } from "../engine/questions/spoilers.ts";
import type { Passage } from "../storage/passages.ts";

/** A quotation, in its sentence where we have the article and the sentence gives nothing away. */
export type Quotation = Evidence & Partial<Surroundings>;

/** The keys of the facts that are quoted. */
export function factsQuoted(evidence: readonly Evidence[]): string[] {
  return [...new Set(evidence.flatMap(({ fact }) => fact ?? []))];
}

/** `passages` are those of the facts that are quoted; `listOpen` gives the questions of the same paper that are still to be answered. */
export async function quotationsIn(evidence: readonly Evidence[], passages: readonly Passage[], listOpen: () => Promise<readonly Question[]>): Promise<Quotation[]> {
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
