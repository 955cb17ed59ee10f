import { gateOf, type Gate } from "./gate.ts";
import { LISTS, SLOT_TYPES } from "./pattern-slots.ts";

/** One family of patterns: a template over typed sentences and the facts that it gives. */
export interface Rule {
  id: string; template: string; facts: readonly string[]; score: number;
  /** Told in passing ("the Russian Turla group"): the publisher asserts it, whoever speaks in the sentence. */
  presupposed?: boolean;
  /** Words that must stand in the sentence's own text of the match, because typed sentences leave adverbs and negations out. */
  needs?: RegExp;
}

export interface CompiledRule extends Omit<Rule, "facts"> { regex: RegExp; gate: Gate; facts: readonly FactShape[] }
/** Names of slots; "clause" is the whole match, taken as the description of an incident. Of several ("incident|clause") the first that is there counts. */
export interface FactShape { subjects: string[]; relation: string; objects: string[] }

const AUX = "(?:(?:is|are|was|were|be|been|being|has|have|had|having|do|does|did|may|might|must|can|could|should|will|would|to|believed|thought|understood|suspected|alleged|said|reported|known) ){0,6}";
/** "a group connected to the Revolutionary Guards" */
const OWN = "(?: (?:connected|linked|tied|affiliated|allied|associated) (?:to|with) <[CO][^>]{0,40}>)?";
const REL = "(?:(?:, )?(?:that|which|who) )?";
const GAP = " (?:(?:(?:in|at|over|during|for) <Z[^>]{0,40}> |<D[^>]{0,40}> )(?:, )?){0,2}";
const REST = "[^,;:.]{2,240}?(?= (?:[,;:.]|by|using|after|following|because|while|but|when|since|according|and <[^>]{1,40}> (?:is|was|were|are|has|have|had|said)|which|before)(?: |$)|$)";
/** In a clause with "that": what comes after the verb of the main clause is not meant. */
const BRIEF = REST.replace("by|using", "by|has|have|had|was|were|will|using");
/** What is followed by a verb begins a clause of its own and is no part of the list; after "an attack on" only what is followed by a verb of saying. */
const FINITE = "(?! (?:(?:is|was|were|are|has|have|had|did|does|will|would|said|says|told|confirmed|reported|claimed|announced|added|warned)(?: |$)))";
const SAYING = "(?! (?:(?:said|says|told|confirmed|reported|claimed|announced|added|warned)(?: |$)))";

/** Compiles a table; done once, when the module is loaded. @throws SyntaxError for a template that is no pattern */
export function compileRules(rules: readonly Rule[]): CompiledRule[] {
  return rules.map((rule) => ({ ...rule, regex: compile(rule.template), gate: gateOf(rule.template), facts: rule.facts.map(shapeOf) }));
}

/** A template is a regular expression in which {slot} stands for a noun phrase, {slot=a|b} for one with such a head, and {=a|b} for one that is not kept. */
export function compile(template: string): RegExp {
  const body = template.split(/(\{[^}\d][^}]*\})/).map((part) => (/^\{[^}\d]/.test(part) ? slot(part.slice(1, -1)) : part.replaceAll(" ", GAP))).join("");
  return new RegExp(`(?<![^ ])${body}(?![^ ])`, "dg");
}

/** "the attack on 3CX": what an attack is on belongs to it. */
const UPON = `(?:${GAP}(?:on|against|at) <[^>]{1,40}>(?: of <[^>]{1,40}>)?)?`;

function slot(name: string): string {
  if (name === "aux") return AUX;
  if (name === "rel") return REL;
  if (name === "rest") return `(?<rest>${REST})`;
  if (name === "undated") return `(?<undated>${REST.replace("(?= (?:", "(?= (?:<D[^>]*>|")})`;
  if (name === "brief") return `(?:${BRIEF})`;
  if (name === "near") return "(?:(?!(?:when|after|before|because|while|that|which|if|for) )[^ ;.]+ ){0,12}?";
  if (name === "any") return "(?:[^;.]{1,200}? )??";
  if (name === "count") return "(?<count><N[^>]{0,40}>(?: of)? <[^>]{1,40}>|<[A-CE-PS-Z]np?\\d+=[^>]{0,40}>)";
  const [whole = "", heads] = name.split("=");
  if (whole === "") return `<[A-Z][^>]{0,12}=(?:${heads})>`;
  const kind = whole.replace(/\d+$/, "");
  const list = LISTS[kind];
  return `(?<${whole}>${list ? listOf(list, kind === "aims" ? SAYING : FINITE) : one(SLOT_TYPES[kind] ?? SLOT_TYPES.thing!, heads) + extension(SLOT_TYPES[kind] ?? "")})`;
}

function extension(types: string): string {
  if (types.startsWith("A")) return OWN;
  return types.startsWith("I") ? UPON : "";
}

/** A phrase, with what follows it after "of" or "for". */
function one(types: string, heads = "[^>]{0,40}"): string {
  const kinds = types.split(" ").map((type) => (type === "R" ? `R(?=\\d+=(?:he|she|it|they)>)` : type.endsWith("p") ? `${type[0]}d?n?p` : `${type}d?n?p?`)).join("|");
  return `${types === "X" ? "(?:<[NT][^>]{0,40}> of )?" : ""}<(?:${kinds})\\d+=(?:${heads})>(?: of <[A-CE-Y][^>]{1,40}>){0,2}`;
}

function listOf(types: string, notBefore: string): string {
  return `${one(types)}(?: (?:,|and|or|, and|, or|as well as|along with|including|, including) (?:in |on |against )?${one(types === "X" ? types : `${types} T`)}${notBefore}){0,12}`;
}

function shapeOf(fact: string): FactShape {
  const [subject = "", relation = "", object = ""] = fact.split(" ");
  return { subjects: subject.split("|"), relation, objects: object.split("|") };
}
