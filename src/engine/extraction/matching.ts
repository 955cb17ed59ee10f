import type { Analysed } from "./analysis.ts";
import { opens, signsOf } from "./gate.ts";
import type { Span } from "./normalise.ts";
import { LISTS } from "./pattern-slots.ts";
import type { CompiledRule, FactShape } from "./pattern.ts";
import { sourceSpan } from "./typed.ts";

/** A fact as a rule found it in a sentence: offsets in the sentence. `described`: the subject is a clause that tells of an incident. */
export interface Match {
  rule: string; score: number; presupposed: boolean; relation: string; subject: Span; object: Span; span: Span;
  described: boolean; of: "clause" | "before" | "phrase"; slots: Span[];
}

const ITEM = /<[^>]+>(?: of <[^>]+>){0,2}/g;

/** Every fact that rules find in a sentence, wherever it begins. */
export function matchRules(rules: readonly CompiledRule[], at: Analysed): Match[] {
  const signs = signsOf(at.typed.text);
  return rules.filter(({ gate }) => opens(gate, signs)).flatMap((rule) => matchRule(rule, at));
}

function matchRule(rule: CompiledRule, { typed, sentence }: Analysed): Match[] {
  const matches: Match[] = [];
  const { regex } = rule;
  regex.lastIndex = 0;
  for (let match = regex.exec(typed.text); match; match = regex.exec(typed.text)) {
    const span = sourceSpan(typed, match.index, match.index + match[0].length);
    if (!rule.needs || rule.needs.test(sentence.text.slice(span.start, span.end + 20))) matches.push(...rule.facts.flatMap((fact) => factsOf(fact, rule, match, typed)));
    regex.lastIndex = match.index + Math.max(1, match[0].indexOf(" "));
  }
  return matches;
}

function factsOf(fact: FactShape, rule: CompiledRule, match: RegExpExecArray, typed: Analysed["typed"]): Match[] {
  const whole = sourceSpan(typed, match.index, match.index + match[0].length);
  const groups = match.indices!.groups ?? {};
  const subject = fact.subjects.find((name) => name === "clause" || name === "before" || groups[name] !== undefined) ?? "";
  const subjects = subject === "before" ? [whole] : spansOf(subject, match, typed, whole);
  const objects = spansOf(fact.objects.find((name) => groups[name] !== undefined) ?? "", match, typed, whole);
  const slots = Object.entries(groups).filter(([name, at]) => at && name !== "clause").map(([, at]) => sourceSpan(typed, at[0], at[1]));
  const of = subject === "before" ? "before" : subject === "clause" || subject === "rest" ? "clause" : "phrase";
  return subjects.flatMap((from) => objects.map((to) => ({
    rule: rule.id, score: rule.score - distance(from, to) - vagueness(from, to, typed), presupposed: rule.presupposed ?? false,
    relation: fact.relation, subject: from, object: to, span: whole, described: of !== "phrase", of, slots,
  })));
}

/** The places of a slot; a list has several. A slot that this match leaves empty has none. */
function spansOf(name: string, match: RegExpExecArray, typed: Analysed["typed"], whole: Span): Span[] {
  const at = match.indices!.groups?.[name];
  if (name === "clause" && !at) return [whole];
  if (!at) return [];
  if (!(name in LISTS)) return [sourceSpan(typed, at[0], at[1])];
  return itemsOf(typed.text.slice(at[0], at[1])).map((item) => sourceSpan(typed, at[0] + item.index!, at[0] + item.index! + item[0].length));
}

/** "Gopuram, another backdoor" is one thing, not two. */
function itemsOf(list: string): RegExpMatchArray[] {
  const items = [...list.matchAll(ITEM)];
  return items.length === 2 && /> , <[A-Z]n?\d/.test(list) ? items.slice(0, 1) : items;
}

/** "attacks" with nothing beside it is no incident, unless what they struck is named. */
function vagueness(subject: Span, object: Span, { phrases }: Analysed["typed"]): number {
  const phrase = phrases.find(({ start, end }) => start === subject.start && end <= subject.end);
  const isNamed = phrases.some(({ start, end, mentions }) => start >= object.start && end <= object.end && mentions.some(({ type }) => type !== "sector"));
  return !isNamed && phrase?.type === "I" && /^\p{L}[\p{L}-]*s$/u.test(phrase.text) ? 0.5 : 0;
}

/** Ends that stand far apart belong together less surely. */
function distance(a: Span, b: Span): number {
  const apart = Math.max(a.start, b.start) - Math.min(a.end, b.end);
  return apart > 60 ? Math.min(0.3, (apart - 60) / 300) : 0;
}
