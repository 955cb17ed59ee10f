import type { Offered } from "../../domain/article-questions.ts";
import type { Level } from "../../engine/questions/question.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Db } from "../../storage/tables.ts";
import { findFindingsOf, type FindingWords } from "./findings.ts";
import { previewOf, type Preview } from "./keyed.ts";
import type { WORDS } from "./words.ts";

/** A question that the facts of an article give, with what the linter finds in it. `fact` is the one that it asks about. */
export interface Offer { id: string; fact: string; stem: string; level: Level; kind: keyof typeof WORDS.kind; preview: Preview; findings: FindingWords[]; isEdited: boolean; isWritable: boolean; spansOthers: boolean }

export async function asOffers(db: Db, offered: readonly Offered[]): Promise<Offer[]> {
  const findings = await findFindingsOf(db, offered.map(({ question }) => question));
  return offered.map(({ question, isEdited }, place) => {
    const { id, facts, stem, level, kind, incident } = question;
    const preview = previewOf(JSON.stringify(question), `offer-${place + 1}`);
    return { id, fact: facts[0] ?? id, stem, level, kind, isEdited, isWritable: true, spansOthers: incident === undefined, preview, findings: findings[place]! };
  });
}

/** A question with the others that ask about its fact. */
export interface OfferedFact extends Offer { also: Offer[] }

/** One for each fact, in this order, and whatever is ticked besides: a fact that is asked in three forms would read as three repetitions. */
export function byFact(offers: readonly Offer[], ticked: readonly string[]): OfferedFact[] {
  const isTicked = ({ id }: Offer) => ticked.includes(id);
  const facts = [...groupBy(offers, ({ fact }) => fact).values()];
  const groups = facts.flatMap((those): OfferedFact[] => {
    const [first, ...others] = those.some(isTicked) ? those.filter(isTicked) : those.slice(0, 1);
    return [{ ...first!, also: those.filter((offer) => offer !== first && !others.includes(offer)) }, ...others.map((other) => ({ ...other, also: [] }))];
  });
  const placeOf = ({ id }: Offer) => offers.findIndex((offer) => offer.id === id);
  return groups.sort((one, other) => placeOf(one) - placeOf(other));
}
