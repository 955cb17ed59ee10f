import type { EntityType } from "../knowledge/entity.ts";
import type { Analysed } from "./analysis.ts";
import type { Antecedent, IdentityKind, Slot } from "./candidate.ts";
import { antecedentOf, nameAfter, type Placed } from "./coreference.ts";
import type { Mention } from "./mention.ts";
import { closed, originalSpan, type Normalised, type Span } from "./normalise.ts";
import { mentionType, type PhraseType } from "./phrase-types.ts";
import type { Phrase } from "./phrases.ts";

/** The sentences around a match, and the way back to the article. */
export interface Context { at: Analysed; before: Analysed | undefined; after: Analysed | undefined; article: string; normalised: Normalised }

const OF_PHRASE: Record<PhraseType, Slot["type"]> = {
  I: "incident", B: "incident", A: "threat-actor", M: "malware", V: "vulnerability", X: "data-class", C: "location", O: "identity", P: "identity", G: "identity", U: "identity",
  E: "event", S: "infrastructure", F: "money", N: "number", D: "date", Q: "attack-pattern", R: "identity", K: "role", Z: "category", T: "identity",
};
/** What the object of a relation is, where the phrase itself does not tell. */
const OF_OBJECT: Record<string, EntityType> = {
  "has-objective": "objective", "has-impact": "impact", "had-outcome": "impact", "is-a": "category", "holds-role": "role", "spread-by": "attack-pattern", "began-with": "attack-pattern",
  "failed-control": "course-of-action", "stopped-by": "category", "noticed-by": "category", "has-evidence": "category", "compromised-data": "data-class",
};
/** Whether the object of a relation is told in words of any kind: "production stopped for a week". */
export function isFreelyWorded(relation: string): boolean {
  return relation in OF_OBJECT && relation !== "holds-role" && relation !== "compromised-data";
}

/** Relations whose object is a date, a sum or a count. */
const VALUED = /^(?:occurred-on|disclosed-on|caused-loss|ransom-paid|ransom-demanded|fined|settled-for|prison-term|affected-count)$/;
const GENERIC = /^(?:groups?|gang|crew|hackers|attackers|operators|team|malware|ransomware|worm|virus|trojan|wiper|botnet|spyware|backdoor|tool|campaign|outbreak|attack|attacks)$/;

/** The slot that a span of the sentence fills. `described`: it tells of an incident by a clause, and names none. */
export function slotOf(span: Span, { relation, role, described }: { relation: string; role: "subject" | "object"; described: boolean }, context: Context): Slot {
  const phrase = described ? undefined : context.at.phrases.find(({ start, end }) => start >= span.start && end <= span.end);
  const { start, end } = inArticle(closed(context.at.sentence.text, span), context.at, context);
  const named = context.at.mentions.find(({ start: from, end: to }) => from === span.start && to === span.end);
  const own = described ? undefined : (named ?? (phrase && phrase.end >= span.end - 1 ? headMention(phrase) : undefined));
  const type = described ? "incident" : typeOf(named ? mentionType(named) : phrase?.type, relation, role);
  const referred = phrase && !own ? (antecedentOf(phrase, context.at, context.before) ?? nameAfter(phrase, context.after)) : undefined;
  const isOpen = described || (phrase?.type === "R" && !referred);
  const kind = kindOf(named ? mentionType(named) : phrase?.type, own);
  return {
    text: context.article.slice(start, end), type: own && isThing(own) ? own.type as EntityType : type, start, end, ...nameOf(own), ...(type === "identity" ? kind : {}),
    ...(role === "object" && VALUED.test(relation) ? valueOf(phrase, span, context.at) : {}),
    ...(referred ? { antecedent: antecedent(referred, context) } : {}), ...(isOpen ? { open: true as const } : {}),
  };
}

function typeOf(phrase: PhraseType | undefined, relation: string, role: "subject" | "object"): Slot["type"] {
  const wanted = role === "object" ? OF_OBJECT[relation] : undefined;
  if (wanted) return wanted;
  return phrase ? OF_PHRASE[phrase] : "incident";
}

function isThing({ type }: Mention): boolean {
  return type === "intrusion-set" || type === "malware" || type === "tool" || type === "attack-pattern" || type === "vulnerability" || type === "event";
}

/** The mention that the whole phrase means: its last word, or the one before "group", "malware" and the like. */
export function headMention({ mentions, text, head, end, type }: Phrase): Mention | undefined {
  const last = mentions.at(-1);
  if (!last || type === "I" || type === "B") return undefined;
  if (last.end >= end - 1 || (last.text.length > 0 && text.endsWith(last.text))) return last.adjective ? undefined : last;
  return GENERIC.test(head) && isThing(last) ? last : undefined;
}

const KINDS: Partial<Record<PhraseType, IdentityKind>> = { P: "person", G: "group" };

/** Whether a name or a phrase is a person, an organisation or a group of people, where that shows. "Hospitals" does not. */
export function kindOf(phrase: PhraseType | undefined, mention: Mention | undefined): { kind?: IdentityKind } {
  if (mention && mention.type !== "identity") return {};
  const kind = mention?.kind === "person" || mention?.kind === "organisation" ? mention.kind : phrase && KINDS[phrase];
  return kind ? { kind } : {};
}

function nameOf(mention: Mention | undefined): Pick<Slot, "name" | "entity"> {
  if (!mention || mention.type === "money" || mention.type === "number" || mention.type === "date" || mention.type === "sector" || mention.type === "role") return {};
  return { ...(mention.name ? { name: mention.name } : {}), ...(mention.entity ? { entity: mention.entity } : {}) };
}

function antecedent({ phrase, at }: Placed, context: Context): Antecedent {
  const { start, end } = inArticle(phrase, at, context);
  return { text: context.article.slice(start, end), start, end, ...nameOf(headMention(phrase)), ...kindOf(phrase.type, headMention(phrase)) };
}

function valueOf(phrase: Phrase | undefined, span: Span, { phrases }: Analysed): Pick<Slot, "value"> {
  if (!phrase) return {};
  const mention = phrase.mentions.find(({ value, when }) => value !== undefined || when?.date !== undefined);
  if (mention?.when?.date && !mention.when.ambiguous && phrase.type === "D") return { value: { date: mention.when.date } };
  if (!mention?.value) return {};
  if (!("number" in mention.value)) return { value: mention.value };
  const unit = phrases.findLast(({ start, end }) => start >= span.start && end <= span.end)?.head ?? phrase.head;
  return { value: { ...mention.value, unit } };
}

export function inArticle({ start, end }: Span, { sentence }: Analysed, { normalised }: Context): Span {
  return originalSpan(normalised, { start: sentence.start + start, end: sentence.start + end });
}
