import type { Value } from "../knowledge/fact.ts";
import type { EntityType } from "../knowledge/entity.ts";
import type { Span } from "./normalise.ts";

export type MentionType = EntityType | "name" | "money" | "number" | "date";

/**
 * Something that a sentence names: offsets in the sentence. `name` is the commonest writing of what is meant.
 * A `name` of type "name" is a proper name of which nothing is known.
 */
export interface Mention extends Span {
  text: string; type: MentionType; name?: string; kind?: string | undefined; entity?: string | undefined;
  adjective?: true | undefined; metonym?: true | undefined; investigates?: boolean | undefined; value?: Value; when?: When;
}

/** A date that a text gives. `ambiguous`: the author must be asked which day or year is meant. `date` is EDTF; none where it cannot be resolved. */
export interface When { text: string; date?: string; precision?: "year" | "month" | "day" | "interval"; relative: boolean; ambiguous: boolean }

/** Keeps what comes first in the list wherever two overlap. */
export function withoutOverlaps<T extends Span>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  for (const span of spans) if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept.sort((a, b) => a.start - b.start);
}
