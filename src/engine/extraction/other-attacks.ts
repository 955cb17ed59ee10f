import type { Analysed } from "./analysis.ts";
import type { Candidate, Slot } from "./candidate.ts";
import { antecedentOf, yearIn } from "./coreference.ts";
import type { Phrase } from "./phrases.ts";
import { contextOf, type Reading } from "./reading.ts";
import { inArticle } from "./slots.ts";

/** What the sentences say that tell first of an attack: the place of the last one and where it ends in the article, `names` and `words` that stand there, and their `years`. */
interface Lead { last: number; end: number; names: ReadonlySet<string>; words: ReadonlySet<string>; years: readonly number[] }
/** From an offset of the article on, where an attack or a paragraph begins, "the attack" is another one than the article is about, or that one again. */
interface Turn { start: number; isOther: boolean; isAttack: boolean }

/** In sentences: by then an article says what it is about. */
const LONGEST_LEAD = 3;
/** A clause that brings in its attacker: "a Russian group had tried to ...". */
const STRANGER = /^(?:an?|another|one) /i;
/** Words beside "attack" that tell none from another. */
const PLAIN = new Set("the this that these those a an its their his her our cyber cyber- ransomware malware data security hacking hack computer network recent latest initial original entire whole same alleged suspected reported massive major huge".split(" "));
const OWNED = /^(?:its|their|his|her|our)\b|['’]s?\b/i;

/**
 * Marks what is told of other attacks than the one that the article is about: the first that it tells of. Later on, "a similar attack", "the 2021 breach of a forum", an attack by something that was not named
 * with the first one and what is dated before it are others; so is what "the attack" and "the attackers" take up from there, up to the end of the paragraph. Where it is not plain, it is taken for another: a person says which.
 */
export function markOtherAttacks(candidates: readonly Candidate[], reading: Reading): Candidate[] {
  if (reading.analysed.length === 0) return [...candidates];
  const lead = leadOf(reading);
  const turns = turnsIn(reading, lead);
  const isOther = (slot: Slot, candidate: Candidate) => standingOf(slot, turns) || isBefore(candidate, lead) || (slot.open === true && slot.start > lead.end && STRANGER.test(slot.text));
  const marked = (slot: Slot, candidate: Candidate): Slot => (tellsOfAttack(slot) && isOther(slot, candidate) ? { ...slot, another: true } : slot);
  return candidates.map((candidate) => ({ ...candidate, subject: marked(candidate.subject, candidate), object: marked(candidate.object, candidate) }));
}

/** An attack, or attackers without a name. */
function tellsOfAttack({ type, entity }: Slot): boolean {
  return type === "incident" || (type === "threat-actor" && entity === undefined);
}

function isAttack({ type }: Phrase): boolean {
  return type === "I" || type === "B";
}

/** "suspicious activity" is of no attack in particular. */
function isVague({ head, definite }: Phrase): boolean {
  return head === "activity" && !definite;
}

/** The sentences up to the first attack; where that is in a title, the next one too. */
function leadOf(reading: Reading): Lead {
  const { analysed, article: { published } } = reading;
  const first = Math.max(0, analysed.slice(0, LONGEST_LEAD).findIndex(({ phrases }) => phrases.some(isAttack)));
  const last = first === 0 && !/[.!?]["”’]?$/.test(analysed[0]!.sentence.text.trim()) && analysed.length > 1 ? 1 : first;
  const sentences = analysed.slice(0, last + 1);
  const { start, end } = analysed[last]!.sentence;
  const years = sentences.flatMap(yearsIn);
  return {
    last, end: inArticle({ start: 0, end: end - start }, analysed[last]!, contextOf(reading, last)).end, names: new Set(sentences.flatMap(namesIn)), words: new Set(sentences.flatMap(({ sentence }) => wordsIn(sentence.text))),
    years: years.length === 0 && published ? [Number(published.slice(0, 4))] : years,
  };
}

/** Countries are named with many attacks. */
function namesIn({ mentions }: Pick<Analysed, "mentions">): string[] {
  return mentions.flatMap(({ type, name, text }) => (/^(?:location|money|number|date|sector|role|attack-pattern)$/.test(type) ? [] : [name ?? text]));
}

/** In small letters. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}-]+/u).filter(Boolean);
}

function turnsIn(reading: Reading, lead: Lead): Turn[] {
  const turns: Turn[] = [];
  for (const [place, at] of reading.analysed.entries()) {
    const context = contextOf(reading, place);
    const { start } = inArticle({ start: 0, end: 1 }, at, context);
    if (place <= lead.last || beginsAnew(reading, place) || namesIn(at).some((name) => lead.names.has(name))) turns.push({ start, isOther: false, isAttack: false });
    if (place <= lead.last) continue;
    for (const phrase of at.phrases.filter((each) => isAttack(each) && !isVague(each))) {
      const taken = antecedentOf(phrase, at, context.before);
      const from = taken && inArticle(taken.phrase, taken.at, context).start;
      const isOther = isEarlier(at, lead) || (from === undefined ? isOtherAttack(phrase, lead, turns.at(-1)?.isOther ?? false) : standingAt(turns, from));
      turns.push({ start: inArticle(phrase, at, context).start, isOther, isAttack: true });
    }
  }
  return turns;
}

/** A new paragraph. */
function beginsAnew({ analysed, normalised }: Reading, place: number): boolean {
  const [before, at] = [analysed[place - 1], analysed[place]!];
  return before !== undefined && normalised.text.slice(before.sentence.end, at.sentence.start).includes("\n");
}

function isOtherAttack({ text, definite, mentions }: Phrase, { names, words, years }: Lead, isOther: boolean): boolean {
  const year = yearIn(text);
  if (year !== undefined && !years.includes(Number(year))) return true;
  if (!definite && !OWNED.test(text)) return true;
  const named = namesIn({ mentions: [...mentions] });
  if (named.length > 0) return !named.some((name) => names.has(name));
  const telling = wordsIn(text).slice(0, -1).filter((word) => !PLAIN.has(word));
  return telling.length > 0 ? !telling.every((word) => words.has(word)) : isOther;
}

/** A sentence with no date but earlier ones. */
function isEarlier(at: Analysed, { years }: Lead): boolean {
  const dates = yearsIn(at);
  return dates.length > 0 && years.length > 0 && Math.max(...dates) < Math.min(...years);
}

function yearsIn({ mentions }: Analysed): number[] {
  return mentions.flatMap(({ when }) => (when?.date && !when.ambiguous ? [Number(when.date.slice(0, 4))] : []));
}

/** A phrase has its own turn; a clause and what is told of attackers go by what came before. */
function standingOf({ start, end, open, antecedent }: Slot, turns: readonly Turn[]): boolean {
  const own = open ? undefined : turns.find((turn) => turn.isAttack && turn.start >= start && turn.start < end);
  return own?.isOther ?? standingAt(turns, antecedent?.start ?? start);
}

function standingAt(turns: readonly Turn[], place: number): boolean {
  return turns.findLast(({ start }) => start <= place)?.isOther ?? false;
}

/** What is dated before the first attack. */
function isBefore({ when, relation, object }: Candidate, { years }: Lead): boolean {
  const date = relation === "occurred-on" && object.value && "date" in object.value ? object.value.date : when?.ambiguous ? undefined : when?.date;
  return date !== undefined && years.length > 0 && Number(date.slice(0, 4)) < Math.min(...years);
}
